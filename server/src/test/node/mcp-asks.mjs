// The official client, asked by servers behind the gateway: prints what it was asked and told. Arguments: the address, a key.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'

const [address, key] = process.argv.slice(2)
const seen = { asked: [], changed: 0 }
const client = new Client({ name: 'npm client', version: '1' }, { capabilities: { sampling: {}, elicitation: {} } })
client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => {
  seen.asked.push(params)
  const content = { type: 'text', text: 'you said ' + params.messages[0].content.text }
  return { role: 'assistant', model: 'm', content }
})
client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
  seen.asked.push(params)
  return { action: 'accept', content: { city: 'Bern' } }
})
client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
  seen.changed++
})
let streamAnswered
const stream = new Promise(resolve => (streamAnswered = resolve))
await client.connect(
  new StreamableHTTPClientTransport(new URL(address), {
    requestInit: { headers: { Authorization: `Bearer ${key}` } },
    fetch: async (url, init) => {
      try {
        return await fetch(url, init)
      } finally {
        if (init?.method === 'GET') streamAnswered()
      }
    },
  }),
)
await stream // it is opened behind the client's back
const call = (name, args = {}) =>
  client.callTool({ name, arguments: args }).then(
    result => ({ text: result.content[0].text, isError: result.isError ?? false }),
    e => ({ failed: String(e) }),
  )
seen.ask = await call('ask', { text: 'card 4111 1111 1111 1111' })
seen.form = await call('form')
seen.grow = await call('grow')
for (let i = 0; i < 50 && seen.changed === 0; i++) await new Promise(resolve => setTimeout(resolve, 50))
seen.after = await call('echo', { text: 'still here' })
await client.close()
console.log(JSON.stringify(seen))
