// Reads a playbook from stdin and tells, as JSON, what the schemas published by OASIS (Apache-2.0, see cacao/LICENSE) say against it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';

// The schemas say that they are draft 7, in which their unevaluatedProperties means nothing.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
formats(ajv);
for (const name of readdirSync('cacao/schemas', { recursive: true })) {
  if (name.endsWith('.json')) {
    ajv.addSchema(JSON.parse(readFileSync(join('cacao/schemas', name), 'utf8')));
  }
}
const root = 'https://raw.githubusercontent.com/oasis-open/cacao-json-schemas/main/schemas/playbook.json';
const check = ajv.getSchema(root);
const valid = check(JSON.parse(readFileSync(0, 'utf8')));
console.log(JSON.stringify({ valid, errors: (check.errors ?? []).map((e) => e.instancePath + ' ' + e.message) }));
