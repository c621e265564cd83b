// An identity provider for tests: `node identity-provider.mjs CLIENT SECRET REDIRECT ALGORITHM`. Prints its address once it listens.
// Everybody who signs in there is let in with any password; what it knows of them is below.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [client, secret, redirect, algorithm] = process.argv.slice(2);
const people = {
  'subject-of-wei': { email: 'wei@haitang.example', email_verified: true, preferred_username: 'wei' },
  'subject-of-mallory': { email: 'wei@haitang.example', email_verified: false, preferred_username: 'mallory' },
};
const pair = algorithm === 'ES256'
  ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  : generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...pair.privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, kid: 'k1' };

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, {
    clients: [{
      client_id: client,
      client_secret: secret,
      redirect_uris: [redirect],
      id_token_signed_response_alg: algorithm,
    }],
    jwks: { keys: [key] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    pkce: { required: () => true },
  });
  provider.on('server_error', (ctx, error) => console.error(error));
  server.on('request', provider.callback());
  console.log(address);
});
