// Runs a command of an installed package with this Node, and returns what it printed.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Never rejects: a command that fails says so in `failure`. */
export async function command(script, ...args) {
  try {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'node_modules', script), ...args], {
      timeout: 60_000,
    });
    return { stdout };
  } catch (error) {
    return { stdout: error.stdout ?? '', failure: String(error.stderr || error.message).slice(-500) };
  }
}
