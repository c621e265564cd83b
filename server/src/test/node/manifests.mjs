// Holds the manifests named on the command line against the schemas that Kubernetes publishes; prints what is wrong, one line each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import yaml from 'js-yaml';

const require = createRequire(import.meta.url);
const kueue = JSON.parse(readFileSync(new URL('kueue-v1beta2.json', import.meta.url), 'utf8')).kinds;
const ajv = new Ajv({ strict: false, validateFormats: false });

/** As a server that is strict about fields reads a schema: what it does not name is wrong. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  if (schema.properties !== undefined && schema.additionalProperties === undefined) copy.additionalProperties = false;
  return copy;
}

function validate(one) {
  if (one.apiVersion !== 'kueue.x-k8s.io/v1beta2') { // v1 is the core group
    const { [one.kind]: Model } = require(`kubernetes-models/${one.apiVersion}/${one.kind}`);
    new Model(one).validate();
  } else if (!ajv.validate(closed(kueue[one.kind]), one)) {
    throw new Error(ajv.errorsText());
  }
}

let wrong = 0;
let seen = 0;
for (const file of process.argv.slice(2)) {
  for (const one of yaml.loadAll(readFileSync(file, 'utf8'))) {
    const where = `${file}: ${one?.kind} ${one?.metadata?.name}`;
    try {
      validate(one);
      seen++;
    } catch (e) {
      wrong++;
      console.log(`${where}: ${e.message.split('\n')[0]}`);
    }
  }
}
console.log(`${seen} objects are as the schemas say`);
process.exit(wrong === 0 ? 0 : 1);
