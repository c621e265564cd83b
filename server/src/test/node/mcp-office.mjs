// The official client against the office: prints what it saw. Arguments: the address, a token.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [address, token] = process.argv.slice(2)
const client = new Client({ name: 'npm client', version: '1' })
await client.connect(
  new StreamableHTTPClientTransport(new URL(address), {
    requestInit: { headers: { Authorization: `Bearer ${token}`, 'Accept-Language': 'zh' } },
  }),
)
const call = (name, args = {}) => client.callTool({ name, arguments: args })
const seen = {
  server: client.getServerVersion(),
  instructions: client.getInstructions(),
  tools: (await client.listTools()).tools,
  systems: await call('list_systems'),
}
const system = seen.systems.structuredContent.items[0]?.id
seen.dossier = await call('read_dossier', { system })
seen.duties = await call('list_duties', { system, limit: 5 })
seen.rules = await call('search_rules', { text: process.argv[4] ?? 'a' })
seen.permit = await call('read_permit', { system })
seen.unknown = await call('delete_system', { system })
seen.wrong = await call('read_dossier', { system: 'nobody' })
await client.close()
console.log(JSON.stringify(seen))
