// What an agent knows: the two files that Toolrack mounts into its pod, toolset.json (the allow-list) and
// mcp.resolved.json (URL and headers with credentials). They are read anew each time, because they change.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** The files do not allow what is wanted. */
export class Refusal extends Error {}

const readJson = async (folder, name) => JSON.parse(await readFile(join(folder, name), 'utf8'));

/** The tools of a server that the agent may call. */
export async function allowedTools(folder, serverName) {
  const toolset = await readJson(folder, 'toolset.json');
  const server = toolset.servers.find(({ name }) => name === serverName);
  if (server) {
    return server.tools;
  }
  const missing = (toolset.unavailable ?? []).find(({ name }) => name === serverName);
  throw new Refusal(missing ? `${serverName} is unavailable: ${missing.reason}` : `${serverName} is not in toolset.json`);
}

async function connect(folder, serverName) {
  const entry = (await readJson(folder, 'mcp.resolved.json')).mcpServers[serverName];
  if (!entry) {
    throw new Refusal(`${serverName} has no entry in mcp.resolved.json`);
  }
  // 'auto' asks for the modern revision first and falls back, as a real agent does.
  const client = new Client({ name: 'toolrack-test-agent', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(entry.url), { requestInit: { headers: entry.headers ?? {} } }));
  return client;
}

/** The result of a tool that the files allow. */
export async function callTool(folder, serverName, toolName, args) {
  if (!(await allowedTools(folder, serverName)).some(({ name }) => name === toolName)) {
    throw new Refusal(`${toolName} is not allowed on ${serverName}`);
  }
  const client = await connect(folder, serverName);
  try {
    return await client.callTool({ name: toolName, arguments: args });
  } finally {
    await client.close();
  }
}
