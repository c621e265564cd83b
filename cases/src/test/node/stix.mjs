// Reads a STIX bundle from stdin and tells, as JSON, what the schemas published by OASIS (BSD, see stix/LICENSE) say against its objects.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const ids = {};
for (const name of readdirSync('stix/schemas', { recursive: true })) {
  if (name.endsWith('.json')) {
    const schema = JSON.parse(readFileSync(join('stix/schemas', name), 'utf8'));
    ajv.addSchema(schema);
    ids[schema.title] = schema.$id;
  }
}
const errors = [];
for (const object of JSON.parse(readFileSync(0, 'utf8')).objects) {
  const check = ids[object.type] && ajv.getSchema(ids[object.type]);
  if (!check) {
    errors.push(object.type + ': no schema');
  } else if (!check(object)) {
    errors.push(...check.errors.map((e) => object.id + e.instancePath + ' ' + e.message));
  }
}
console.log(JSON.stringify({ errors }));
