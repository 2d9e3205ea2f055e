// An agent in miniature, independent of Toolrack's own code: everything it knows about a server comes
// from the two files that Toolrack mounts into a pod.
//
//   node agent.mjs FOLDER SERVER                    list the tools that SERVER's toolset allows
//   node agent.mjs FOLDER SERVER TOOL '{"a": 1}'    call TOOL and print its result
//
// FOLDER holds toolset.json (the allow-list) and mcp.resolved.json (URL and headers with credentials).
// Exit status: 0 done, 1 the call failed, 2 wrong usage, 3 not allowed or not available.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

class Refusal extends Error {}

const [folder, serverName, toolName, argumentsText = '{}'] = process.argv.slice(2);
if (!folder || !serverName) {
  console.error('usage: agent.mjs FOLDER SERVER [TOOL [JSON]]');
  process.exit(2);
}

const readJson = async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'));

async function allowedTools() {
  const toolset = await readJson('toolset.json');
  const server = toolset.servers.find(({ name }) => name === serverName);
  if (server) {
    return server.tools;
  }
  const missing = (toolset.unavailable ?? []).find(({ name }) => name === serverName);
  throw new Refusal(missing ? `${serverName} is unavailable: ${missing.reason}` : `${serverName} is not in toolset.json`);
}

async function connect() {
  const entry = (await readJson('mcp.resolved.json')).mcpServers[serverName];
  if (!entry) {
    throw new Refusal(`${serverName} has no entry in mcp.resolved.json`);
  }
  // 'auto' asks for the modern revision first and falls back, as a real agent does.
  const client = new Client({ name: 'toolrack-test-agent', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(entry.url), { requestInit: { headers: entry.headers ?? {} } }));
  return client;
}

async function main() {
  const tools = await allowedTools();
  if (!toolName) {
    for (const { name, access } of tools) {
      console.log(`${name}\t${access}`);
    }
    return;
  }
  if (!tools.some(({ name }) => name === toolName)) {
    throw new Refusal(`${toolName} is not allowed on ${serverName}`);
  }
  const client = await connect();
  try {
    const result = await client.callTool({ name: toolName, arguments: JSON.parse(argumentsText) });
    for (const part of result.content) {
      console.log(part.type === 'text' ? part.text : JSON.stringify(part));
    }
    if (result.isError) {
      process.exitCode = 1;
    }
  } finally {
    await client.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = error instanceof Refusal ? 3 : 1;
}
