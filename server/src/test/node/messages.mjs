// Asks Anthropic's interface plainly, for a stream and for a count, and prints what an application sees of the answers.
import Anthropic from '@anthropic-ai/sdk';
const [baseURL, apiKey] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
const ask = { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'the weather' }] };
const told = error => ({
  kind: error.constructor.name, isApiError: error instanceof Anthropic.APIError, status: error.status ?? 0,
  type: error.error?.error?.type ?? '', code: error.error?.error?.code ?? '', message: error.message
});
const seen = {};
async function way(name, ask) {
  try {
    seen[name] = await ask();
  } catch (error) {
    seen[name] = { error: told(error) };
  }
}
const words = message => ({
  words: message.content.filter(block => block.type === 'text').map(block => block.text).join(''),
  tools: message.content.filter(block => block.type === 'tool_use').map(block => ({ name: block.name, input: block.input })),
  label: message.AIGC ?? null, usage: message.usage
});

await way('plain', async () => words(await client.messages.create(ask)));
await way('stream', async () => {
  let pieces = '';
  const stream = client.messages.stream(ask).on('text', text => { pieces += text; });
  return { ...words(await stream.finalMessage()), pieces };
});
await way('wrong', async () => new Anthropic({ baseURL, apiKey: 'wrong', maxRetries: 0 }).messages.create(ask));
console.log(JSON.stringify(seen));
