// The official client against the gateway: prints what it saw. Arguments: the address, a key.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [address, key] = process.argv.slice(2)
const requested = []
const counting = (url, init) => {
  requested.push(init?.method ?? 'GET')
  return fetch(url, init)
}
const open = (token = key) =>
  new StreamableHTTPClientTransport(new URL(address), {
    fetch: counting,
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
  })
const client = new Client({ name: 'npm client', version: '1' }, { capabilities: { sampling: {} } })
const transport = open()
await client.connect(transport)
const call = (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, undefined, options)

const seen = { server: client.getServerVersion(), tools: (await client.listTools()).tools.map(t => t.name) }
seen.echo = await call('echo', { text: 'hello' })
seen.wipe = await call('wipe')
seen.broken = await call('broken')
seen.hidden = await call('never-listed')
seen.progress = []
seen.steps = await call('steps', {}, { onprogress: p => seen.progress.push(p) })
const stop = new AbortController()
const slow = call('slow', {}, { signal: stop.signal }).catch(e => ({ failed: String(e) }))
setTimeout(() => stop.abort('enough'), 300)
seen.slow = await slow
seen.after = await call('echo', { text: 'still here' })
seen.gets = requested.filter(m => m === 'GET').length
try {
  await new Client({ name: 'x', version: '1' }).connect(open('wrong'))
  seen.wrong = 'connected'
} catch (e) {
  seen.wrong = String(e.code ?? e)
}
await transport.terminateSession()
await client.close()
console.log(JSON.stringify(seen))
