// A server of tools made with the official package: over HTTP (prints its address) or, with the argument "stdio", over its streams.
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  CallToolRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'

const schema = { type: 'object', properties: { text: { type: 'string' } } }

function made() {
  const server = new Server({ name: 'npm', version: '1' }, { capabilities: { tools: { listChanged: true } } })
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: [
      { name: 'echo', description: 'Says it again', inputSchema: schema },
      { name: 'wipe', description: 'Deletes everything', inputSchema: schema },
      { name: 'steps', description: 'Takes two steps', inputSchema: schema },
      { name: 'slow', description: 'Waits until it is cancelled', inputSchema: schema },
      { name: 'broken', description: 'Fails', inputSchema: schema },
      { name: 'ask', description: 'Has the client\'s model answer', inputSchema: schema },
      { name: 'form', description: 'Asks the user', inputSchema: schema },
      { name: 'grow', description: 'Says that there are other tools now', inputSchema: schema },
    ],
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const said = words => ({ content: [{ type: 'text', text: words }], structuredContent: { said: words } })
    switch (params.name) {
      case 'echo':
        return said(params.arguments?.text ?? '')
      case 'steps':
        await extra.sendNotification({
          method: 'notifications/progress',
          params: { progressToken: params._meta?.progressToken, progress: 1, total: 2 },
        })
        return said('done')
      case 'slow':
        await new Promise(resolve => extra.signal.addEventListener('abort', resolve))
        console.error('cancelled')
        return said('too late')
      case 'broken':
        throw new Error('out of order')
      case 'ask': {
        const content = { type: 'text', text: params.arguments?.text ?? '' }
        const question = { messages: [{ role: 'user', content }], maxTokens: 9, includeContext: 'allServers' }
        const answer = await extra.sendRequest(
          { method: 'sampling/createMessage', params: question },
          CreateMessageResultSchema,
        )
        return said(answer.content.text)
      }
      case 'form': {
        const requestedSchema = { type: 'object', properties: { city: { type: 'string' } } }
        const answer = await extra.sendRequest(
          { method: 'elicitation/create', params: { message: 'Where to?', requestedSchema } },
          ElicitResultSchema,
        )
        return said(answer.action + ' ' + (answer.content?.city ?? ''))
      }
      case 'grow':
        await server.sendToolListChanged()
        return said('grown')
      case 'wipe':
        return said('wiped')
      default:
        throw new Error('no such tool')
    }
  })
  return server
}

if (process.argv[2] === 'stdio') {
  await made().connect(new StdioServerTransport())
} else {
  const sessions = new Map()
  createServer(async (request, response) => {
    let transport = sessions.get(request.headers['mcp-session-id'])
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: id => sessions.set(id, transport),
      })
      await made().connect(transport)
    }
    await transport.handleRequest(request, response)
  }).listen(0, '127.0.0.1', function () {
    console.log(`http://127.0.0.1:${this.address().port}/mcp`)
  })
}
