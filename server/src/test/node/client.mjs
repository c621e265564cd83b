// Talks to the gateway as any application would, and prints one JSON object with what it saw.
import OpenAI from 'openai';
const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const model = 'zhiheng-sample';
const seen = {};

const chat = await client.chat.completions.create({
  model, messages: [{ role: 'user', content: 'rivers' }],
  tools: [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } }]
});
seen.chat = chat.choices[0].message.content;
seen.label = chat.AIGC;
seen.tokens = chat.usage.total_tokens;

seen.stream = '';
for await (const chunk of await client.chat.completions.create({ model, stream: true, messages: [{ role: 'user', content: '河水' }] })) {
  seen.stream += chunk.choices[0]?.delta?.content ?? '';
}
seen.gathered = (await client.chat.completions.stream({ model, messages: [{ role: 'user', content: '河水' }] }).finalChatCompletion())
  .choices[0].message;

seen.response = (await client.responses.create({ model, input: 'garden' })).output_text;
seen.events = '';
seen.numbers = [];
for await (const event of await client.responses.create({ model, input: 'garden', stream: true })) {
  seen.numbers.push(event.sequence_number);
  if (event.type === 'response.output_text.delta') seen.events += event.delta;
  if (event.type === 'response.completed') seen.completed = event.response.output[0].content[0].text;
}

seen.completion = (await client.completions.create({ model, prompt: 'bread' })).choices[0].text;
seen.embeddings = (await client.embeddings.create({ model, input: ['a b', 'c'] })).data.map(one => one.embedding.length);
seen.image = (await client.images.generate({ model, prompt: 'hills', size: '256x256' })).data[0].b64_json;
const speech = await client.audio.speech.create({ model, voice: 'alloy', input: 'hello' });
seen.sound = Buffer.from(await speech.arrayBuffer()).toString('base64');
seen.models = (await client.models.list()).data.map(one => one.id);
try {
  await new OpenAI({ baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list();
} catch (error) {
  seen.error = { status: error.status, code: error.code, kind: error.constructor.name };
}
console.log(JSON.stringify(seen));
