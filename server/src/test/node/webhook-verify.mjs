// Verifies a webhook of ours as its receiver would: `node webhook-verify.mjs SECRET NOW ID TIMESTAMP SIGNATURE < body`. NOW stands for
// the receiver's clock; a receiver of your own leaves the line with it away.
import { Webhook } from 'standardwebhooks';

const [secret, now, id, timestamp, signature] = process.argv.slice(2);
Date.now = () => Number(now) * 1000;
let body = '';
for await (const part of process.stdin) body += part;
try {
  new Webhook(secret).verify(body, {
    'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature,
  });
  console.log('ok');
} catch (error) {
  console.log(error.message);
}
