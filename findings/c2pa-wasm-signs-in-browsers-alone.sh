#!/usr/bin/env bash
# npm @contentauth/c2pa-wasm 0.15.0 in Node 20, run on 2026-11-30.
# The package loads in Node, reads manifests there (WasmReader.fromBytes) and makes a builder; but WasmBuilder.sign reads the asset's Blob
# through FileReaderSync, which exists in workers of browsers alone. In Node signing ends with a ReferenceError, whatever the file. A class
# of that name with readAsArrayBuffer, put on globalThis beforehand, is all that is missing: with it the signer is asked.
# Seen: "Failed to create FileReaderSync. Details: JsValue(ReferenceError: FileReaderSync is not defined"; the signer was not asked.
# Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @contentauth/c2pa-wasm@0.15.0 >/dev/null
cat >sign.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import init, { WasmBuilder } from '@contentauth/c2pa-wasm';

const wasm = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
await init({ module_or_path: readFileSync(wasm) });
// A white picture of one pixel.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjpKgAAAABJRU5ErkJggg==', 'base64');
class Bytes extends Blob {
  constructor(bytes, type) { super([bytes], { type }); this.bytes = bytes; }
  slice(from, to) { return new Bytes(this.bytes.subarray(from, to), this.type); }
}
const definition = { claim_generator_info: [{ name: 'trial', version: '1' }], claim_version: 2, assertions: [{
  label: 'c2pa.actions', data: { actions: [{ action: 'c2pa.created',
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture' }] } }] };
async function trial() {
  let asked = false;
  const signer = { alg: 'es256', reserveSize: 12000, sign: async () => { asked = true; throw new Error('no key here'); } };
  try {
    const settings = JSON.stringify({ verify: { verify_after_sign: false }, builder: { thumbnail: { enabled: false } } });
    await WasmBuilder.fromJson(JSON.stringify(definition), settings)
      .sign(signer, [], 'image/png', new Bytes(new Uint8Array(png), 'image/png'));
  } catch (e) {
    return `${e && e.message || e}; the signer was ${asked ? '' : 'not '}asked`;
  }
  return 'signed';
}
console.log('without: ' + await trial());
globalThis.FileReaderSync = class {
  readAsArrayBuffer(blob) { return blob.bytes.buffer.slice(blob.bytes.byteOffset, blob.bytes.byteOffset + blob.size); }
};
console.log('with:    ' + await trial());
JS
node --version
node sign.mjs 2>&1 | tee seen
grep -q '^without: .*FileReaderSync.*; the signer was not asked' seen
grep -q '^with: .*; the signer was asked' seen
