// LangChain's adapters for JavaScript. They take the parsed file as it is; servers that are down are skipped
// only if asked for. A file without servers is refused.
//
//   node langchain.mjs FILE TOOL
import { readFileSync } from 'node:fs';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';

const [file, tool] = process.argv.slice(2);
const config = JSON.parse(readFileSync(file, 'utf8'));
const client = new MultiServerMCPClient({ ...config, onConnectionError: 'ignore' });

const report = {};
try {
  for (const [name] of Object.entries(config.mcpServers)) {
    const tools = await client.getTools(name);
    const wanted = tools.find((one) => one.name === tool);
    report[name] =
      tools.length === 0
        ? { failure: 'not connected' }
        : { tools: tools.map((one) => one.name), ...(wanted && { answer: String(await wanted.invoke({})) }) };
  }
} finally {
  await client.close();
}
console.log(JSON.stringify(report));
