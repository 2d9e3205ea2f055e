// Writes the keys of ConfigMaps and Secrets as files, as the kubelet does when a pod mounts them.
//
//   kubectl get configmap/A secret/B -o json | node mount.mjs FOLDER
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: mount.mjs FOLDER < objects.json');
  process.exit(2);
}

const read = await json(process.stdin);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const { kind, data = {} } of read.items ?? [read]) {
  for (const [key, value] of Object.entries(data)) {
    writeFileSync(join(folder, key), Buffer.from(value, kind === 'Secret' ? 'base64' : 'utf8'), { mode: 0o400 });
  }
}
