// Prints a toolset.json as a table, the first tools of each server.
//
//   node show-toolset.mjs FILE [TOOLS-PER-SERVER]
import { readFileSync } from 'node:fs';

const [file, limitText = '6'] = process.argv.slice(2);
if (!file) {
  console.error('usage: show-toolset.mjs FILE [TOOLS-PER-SERVER]');
  process.exit(2);
}

const { agent, servers, unavailable = [] } = JSON.parse(readFileSync(file, 'utf8'));
const limit = Number(limitText);

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }
}

console.log(`agent ${agent.namespace}/${agent.name}`);
const rows = [['SERVER', 'TOOL', 'ACCESS', 'APPROVAL', 'DECIDED BY']];
for (const { name: server, tools } of servers) {
  for (const { name, access, approval, decidedBy = '' } of tools.slice(0, limit)) {
    rows.push([server, name, access, approval, decidedBy]);
  }
  if (tools.length > limit) {
    rows.push([server, `... and ${tools.length - limit} more`, '', '', '']);
  }
}
for (const { name, reason } of unavailable) {
  rows.push([name, '-', '-', '-', `unavailable: ${reason}`]);
}
print(rows);
