// Holds the manifests named on the command line against the schemas that Kubernetes publishes; prints what is wrong, one line each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import yaml from 'js-yaml';

const require = createRequire(import.meta.url);
let wrong = 0;
let seen = 0;
for (const file of process.argv.slice(2)) {
  for (const one of yaml.loadAll(readFileSync(file, 'utf8'))) {
    const where = `${file}: ${one?.kind} ${one?.metadata?.name}`;
    try {
      const group = one.apiVersion; // v1 is the core group
      const { [one.kind]: Model } = require(`kubernetes-models/${group}/${one.kind}`);
      new Model(one).validate();
      seen++;
    } catch (e) {
      wrong++;
      console.log(`${where}: ${e.message.split('\n')[0]}`);
    }
  }
}
console.log(`${seen} objects are as the schemas say`);
process.exit(wrong === 0 ? 0 : 1);
