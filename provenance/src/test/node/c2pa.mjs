// The reference implementation at work: reads jobs as JSON from standard input, answers with a list as JSON.
//   {"do": "read", "file", "type", "anchors"?}  ->  its manifest store as JSON, or {"error"}
//   {"do": "sign", "file", "out", "type", "key", "chain", "alg", "parent"?, "intent"?, "version"?}  ->  {"signed": bytes} or {"error"}
// Each answer says how long it took on the clock and how much processor time, in milliseconds.
// Only the signature over the claim is made here, by Node: COSE_Sign1 with the chain, padded to the size that was reserved.
import { createPrivateKey, sign as signature, X509Certificate, constants } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import init, { WasmBuilder, WasmReader } from '@contentauth/c2pa-wasm';

const wasm = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
globalThis.fetch = () => { throw new Error('nothing may be fetched'); };
globalThis.FileReaderSync ??= class { // of browsers; the builder reads its blobs with it
  readAsArrayBuffer(blob) { return blob.bytes.buffer.slice(blob.bytes.byteOffset, blob.bytes.byteOffset + blob.size); }
};
class Bytes extends Blob { // a blob whose slices can be read at once
  constructor(bytes, type) { super([bytes], { type }); this.bytes = bytes; }
  slice(from, to) { return new Bytes(this.bytes.subarray(from, to), this.type); }
}
await init({ module_or_path: readFileSync(wasm) });

const RESERVED = 12000;
const ALGORITHMS = { es256: -7, es384: -35, es512: -36, ps256: -37, ed25519: -8 };
const HASHES = { es256: 'sha256', es384: 'sha384', es512: 'sha512', ps256: 'sha256', ed25519: null };

const head = (major, n) => n < 24 ? Buffer.from([major << 5 | n])
  : n < 256 ? Buffer.from([major << 5 | 24, n])
    : n < 65536 ? Buffer.from([major << 5 | 25, n >> 8, n & 255])
      : Buffer.from([major << 5 | 26, n >>> 24, n >> 16 & 255, n >> 8 & 255, n & 255]);
const int = (n) => n < 0 ? head(1, -1 - n) : head(0, n);
const bytes = (b) => Buffer.concat([head(2, b.length), b]);
const text = (t) => Buffer.concat([head(3, Buffer.byteLength(t)), Buffer.from(t)]);
const list = (...all) => Buffer.concat([head(4, all.length), ...all]);
const map = (...all) => Buffer.concat([head(5, all.length / 2), ...all]);

function cose(claim, job) {
  const pem = readFileSync(job.chain, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  const chain = pem.map((one) => bytes(new X509Certificate(one).raw));
  const headers = map(int(1), int(ALGORITHMS[job.alg]), int(33), list(...chain));
  const signed = list(text('Signature1'), bytes(headers), bytes(Buffer.alloc(0)), bytes(Buffer.from(claim)));
  const key = { key: createPrivateKey(readFileSync(job.key)) };
  if (job.alg.startsWith('es')) key.dsaEncoding = 'ieee-p1363';
  if (job.alg === 'ps256') Object.assign(key, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const value = signature(HASHES[job.alg], signed, key);
  const whole = (pad) => Buffer.concat([Buffer.from([0xd2]), head(4, 4), bytes(headers),
    map(text('pad'), bytes(Buffer.alloc(pad))), Buffer.from([0xf6]), bytes(value)]);
  return whole(RESERVED - whole(1000).length + 1000);
}

async function read(job) {
  const settings = { verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: true } };
  if (job.anchors) settings.trust = { trust_anchors: readFileSync(job.anchors, 'utf8') };
  const reader = await WasmReader.fromBytes(job.type, readFileSync(job.file), JSON.stringify(settings));
  return JSON.parse(reader.json());
}

async function sign(job) {
  const settings = { verify: { verify_after_sign: false, remote_manifest_fetch: false }, builder: { thumbnail: { enabled: false } } };
  const source = readFileSync(job.file);
  const builder = WasmBuilder.fromJson(JSON.stringify({
    claim_generator_info: [{ name: 'reference', version: '0.15.0' }],
    title: 'signed by the reference',
    claim_version: job.version ?? 2,
    assertions: job.parent ? [] : [{ label: 'c2pa.actions', data: { actions: [{ action: 'c2pa.created',
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia' }] } }],
  }), JSON.stringify(settings));
  if (job.parent) builder.setIntent(job.intent ?? 'edit');
  const signer = { alg: job.alg, reserveSize: RESERVED, sign: async (claim) => new Uint8Array(cose(claim, job)) };
  const signed = await builder.sign(signer, [], job.type, new Bytes(new Uint8Array(source), job.type));
  writeFileSync(job.out, signed);
  return { signed: signed.length };
}

const answers = [];
for (const job of JSON.parse(readFileSync(0, 'utf8'))) {
  const start = performance.now();
  const used = process.cpuUsage();
  try {
    const answer = await (job.do === 'sign' ? sign(job) : read(job));
    const { user, system } = process.cpuUsage(used);
    answers.push({ ...answer, ms: performance.now() - start, cpu: (user + system) / 1000 });
  } catch (e) {
    answers.push({ error: String(e && e.message || e) });
  }
}
process.stdout.write(JSON.stringify(answers));
