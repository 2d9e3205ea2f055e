// mcporter. It opens the file itself: --config FILE, and expands ${...} from the environment.
//
//   node mcporter.mjs FILE TOOL
import { command } from './command.mjs';

const SCRIPT = 'mcporter/dist/cli.js';
const [file, tool] = process.argv.slice(2);

async function read({ name, status, tools = [] }) {
  if (status !== 'ok') {
    return { failure: status };
  }
  const names = tools.map((one) => one.name);
  if (!names.includes(tool)) {
    return { tools: names };
  }
  const called = await command(SCRIPT, 'call', '--config', file, '--output', 'text', `${name}.${tool}`);
  return called.failure ? called : { tools: names, answer: called.stdout };
}

const listed = await command(SCRIPT, 'list', '--config', file, '--no-oauth', '--json');
if (!listed.stdout) {
  throw new Error(listed.failure);
}
const report = {};
for (const server of JSON.parse(listed.stdout).servers) {
  report[server.name] = await read(server);
}
console.log(JSON.stringify(report));
