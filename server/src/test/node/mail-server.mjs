// A mail server for tests: `node mail-server.mjs HOW [CERT KEY] [USER PASSWORD]`, HOW is none, starttls or tls. Prints its port once
// it listens, then a line of JSON for every e-mail it takes. What an address says is done to it: gone@… is refused for good,
// busy@… as long as the file named by BUSY is there.
import { existsSync, readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [how, cert, key, user, password] = process.argv.slice(2);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
const server = new SMTPServer({
  secure: how === 'tls',
  ...(how === 'none' ? { disabledCommands: ['STARTTLS'] } : { cert: readFileSync(cert), key: readFileSync(key) }),
  authOptional: !user,
  allowInsecureAuth: false,
  disableReverseLookup: true,
  onAuth: (auth, session, done) => auth.username === user && auth.password === password
    ? done(null, { user }) : done(refusal(535, 'wrong user or password')),
  onRcptTo: (address, session, done) => {
    if (address.address.startsWith('gone@')) return done(refusal(550, 'no such mailbox'));
    if (address.address.startsWith('busy@') && existsSync(process.env.BUSY ?? '')) return done(refusal(451, 'try later'));
    return done();
  },
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      console.log(JSON.stringify({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(to => to.address),
        secure: session.secure,
        user: session.user ?? '',
        data: Buffer.concat(parts).toString('base64'),
      }));
      done();
    });
  },
});
server.on('error', () => {}); // of one connection: told to the client
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
