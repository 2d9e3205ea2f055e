// An agent that works all the time, as agents in pods do: about once a second it calls one tool, through what
// the mounted files say at that moment, and prints one line about how that went. It never stops by itself.
//
//   TOOLRACK_TOOLSET=/etc/toolrack/toolset.json node resident-agent.mjs SERVER TOOL
//
// The variable is what Toolrack's injection sets; without it the folder is /etc/toolrack.
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callTool, Refusal } from './agent-files.mjs';

const [serverName, toolName] = process.argv.slice(2);
if (!toolName) {
  console.error('usage: resident-agent.mjs SERVER TOOL');
  process.exit(2);
}
const folder = dirname(process.env.TOOLRACK_TOOLSET ?? '/etc/toolrack/toolset.json');

async function call() {
  try {
    const { isError, content } = await callTool(folder, serverName, toolName, {});
    return isError ? 'failed' : `called ${serverName} ${toolName}: ${content.length} part(s)`;
  } catch (error) {
    // What a server says may hold anything; a refusal is our own text.
    return error instanceof Refusal ? `refused: ${error.message}` : 'failed';
  }
}

process.on('SIGTERM', () => process.exit(0));
for (let number = 1; ; number++) {
  console.log(`${number} ${await call()}`);
  await pause(1000);
}
