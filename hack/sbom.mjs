// The image's bill of materials: what Maven says is in the operator's jar, and beside it the Java run-time
// and the libraries of the machine that the image was made on. The same input gives the same text.
//
//   node sbom.mjs MAVEN-BOM.json JRE/release FOLDER-OF-LIBRARIES > sbom.cdx.json
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [bomFile, releaseFile, librariesFolder] = process.argv.slice(2);
if (!librariesFolder) {
  console.error('usage: sbom.mjs MAVEN-BOM.json JRE/release FOLDER-OF-LIBRARIES');
  process.exit(2);
}

function java() {
  const release = Object.fromEntries(
    readFileSync(releaseFile, 'utf8').split('\n').flatMap((line) => {
      const [, key, value] = /^(\w+)="(.*)"$/.exec(line) ?? [];
      return key ? [[key, value]] : [];
    }),
  );
  const version = release.JAVA_RUNTIME_VERSION ?? release.JAVA_VERSION;
  return {
    type: 'platform',
    'bom-ref': `pkg:generic/openjdk@${version}`,
    name: 'openjdk',
    version,
    description: `Java run-time of the modules ${release.MODULES}`,
    licenses: [{ expression: 'GPL-2.0-only WITH Classpath-exception-2.0' }],
    purl: `pkg:generic/openjdk@${version}`,
  };
}

const asked = (command, ...args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return ''; // another kind of machine
  }
};

/** The package that a library of this machine belongs to, where Debian's tools can tell. */
function packageOf(path) {
  const usrMerged = path.startsWith('/usr/') ? path.slice(4) : `/usr${path}`;
  const owner = asked('dpkg', '-S', path) || asked('dpkg', '-S', usrMerged);
  const [name, architecture] = owner.split('\n')[0].split(':');
  const version = name ? asked('dpkg-query', '-W', '-f=${Version}', `${name}:${architecture}`) : '';
  const system = asked('sh', '-c', '. /etc/os-release && echo "$ID-$VERSION_ID"');
  return version ? { name, version, purl: `pkg:deb/debian/${name}@${version}?arch=${architecture}&distro=${system}` } : undefined;
}

function libraries() {
  const files = readdirSync(librariesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const components = new Map();
  for (const file of files) {
    const path = file.slice(librariesFolder.length);
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    const known = packageOf(path);
    const ref = known ? known.purl : `file:${path}`;
    const component = components.get(ref) ?? { type: 'library', 'bom-ref': ref, ...(known ?? { name: path }), components: [] };
    component.components.push({ type: 'file', name: path, hashes: [{ alg: 'SHA-256', content: digest }] });
    components.set(ref, component);
  }
  return [...components.values()];
}

const bom = JSON.parse(readFileSync(bomFile, 'utf8'));
const added = [java(), ...libraries()];
bom.components.push(...added);
const root = bom.metadata.component['bom-ref'];
const rootDependencies = bom.dependencies.find(({ ref }) => ref === root);
rootDependencies.dependsOn.push(...added.map((component) => component['bom-ref']));
bom.dependencies.push(...added.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })));
process.stdout.write(`${JSON.stringify(bom, null, 1)}\n`);
