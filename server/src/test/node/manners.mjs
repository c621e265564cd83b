// Asks with the client's own defaults for what the permit refuses, and prints how often it tried and what it was told.
import OpenAI from 'openai';
const [baseURL, apiKey] = process.argv.slice(2);
let tries = 0;
const counted = (url, init) => { tries++; return fetch(url, init); };
const seen = { refused: [] };
const call = { model: 'zhiheng-sample', messages: [{ role: 'user', content: 'rivers' }] };
const client = new OpenAI({ baseURL, apiKey, fetch: counted });

seen.listed = (await client.models.list()).data.map(one => one.id);
seen.usage = [];
for await (const chunk of await client.chat.completions.create({ ...call, stream: true })) {
  seen.usage.push(chunk.usage ?? null);
}
for (const more of [{}, { stream: true }]) {
  tries = 0;
  try {
    await client.chat.completions.create({ ...call, ...more });
  } catch (error) {
    seen.refused.push({ status: error.status, code: error.code, tries, after: error.headers.get('retry-after') });
  }
}
console.log(JSON.stringify(seen));
