// An agent in miniature, independent of Toolrack's own code: everything it knows about a server comes
// from the two files that Toolrack mounts into a pod.
//
//   node agent.mjs FOLDER SERVER                    list the tools that SERVER's toolset allows
//   node agent.mjs FOLDER SERVER TOOL '{"a": 1}'    call TOOL and print its result
//
// FOLDER holds toolset.json (the allow-list) and mcp.resolved.json (URL and headers with credentials).
// Exit status: 0 done, 1 the call failed, 2 wrong usage, 3 not allowed or not available.
import { allowedTools, callTool, Refusal } from './agent-files.mjs';

const [folder, serverName, toolName, argumentsText = '{}'] = process.argv.slice(2);
if (!folder || !serverName) {
  console.error('usage: agent.mjs FOLDER SERVER [TOOL [JSON]]');
  process.exit(2);
}

async function main() {
  if (!toolName) {
    for (const { name, access } of await allowedTools(folder, serverName)) {
      console.log(`${name}\t${access}`);
    }
    return;
  }
  const result = await callTool(folder, serverName, toolName, JSON.parse(argumentsText));
  for (const part of result.content) {
    console.log(part.type === 'text' ? part.text : JSON.stringify(part));
  }
  if (result.isError) {
    process.exitCode = 1;
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = error instanceof Refusal ? 3 : 1;
}
