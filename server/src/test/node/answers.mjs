// Asks once plainly and once for a stream, and prints what an application sees of the answers.
import OpenAI from 'openai';
const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const ask = {
  model: 'm', messages: [{ role: 'user', content: 'the weather' }],
  tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }]
};
const told = error => ({
  kind: error.constructor.name, isApiError: error instanceof OpenAI.APIError,
  status: error.status, code: error.code, message: error.message, url: error.error?.review?.url
});
const seen = { plain: { words: '', name: '', arguments: '' }, stream: { words: '', name: '', arguments: '' } };

try {
  const { message } = (await client.chat.completions.create(ask)).choices[0];
  seen.plain.words = message.content ?? '';
  seen.plain.name = message.tool_calls?.[0].function.name ?? '';
  seen.plain.arguments = message.tool_calls?.[0].function.arguments ?? '';
} catch (error) {
  seen.plain.error = told(error);
}
try {
  for await (const chunk of await client.chat.completions.create({ ...ask, stream: true })) {
    const delta = chunk.choices[0]?.delta;
    seen.stream.words += delta?.content ?? '';
    seen.stream.name += delta?.tool_calls?.[0].function?.name ?? '';
    seen.stream.arguments += delta?.tool_calls?.[0].function?.arguments ?? '';
  }
} catch (error) {
  seen.stream.error = told(error);
}
console.log(JSON.stringify(seen));
