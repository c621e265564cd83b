// The functions of the pages' scripts. A script is taken as the browser gets it, as a module without a page.
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import assert from 'node:assert/strict';

const load = async name => {
  const source = await readFile(new URL(`../../main/java/zhiheng/server/rooms/${name}`, import.meta.url));
  return import('data:text/javascript;base64,' + source.toString('base64'));
};
const live = await load('live/live.js');
const watch = await load('replay/replay.js');
const labels = await load('labels/labels.js');

const colour = name => '#' + name;
const look = { lang: 'en', sans: 'Sans', colour };
const words = {
  passed: 'Passed', refused: 'Refused', failed: 'Failed', gone: 'Gone', labelled: 'Labelled', p50: 'p50', p99: 'p99',
  'tokens-in': 'In', 'tokens-out': 'Out', asked: 'Asked for'
};
const traffic = {
  starts: [1000, 2000, 3000],
  passed: [5, 0, 7], refused: [0, 0, 2], failed: [0, 0, 0], gone: [0, 0, 0],
  clauses: [{ name: 'cap.calls', values: [0, 0, 2] }],
  kinds: Array.from({ length: 9 }, (_, i) => ({ name: 'kind' + i, values: [i, 0, 0] })),
  labelled: [100, null, 50], p50: [1, null, 2], p99: [3, null, 9], 'tokens-in': [0, 0, 0], 'tokens-out': [0, 0, 0],
  alerts: [{ time: 2500, shape: '▲' }],
  asksForLabels: true
};

const page = await load('../ground/page/page.js');

test('arrows go through what was found and back to the field', () => {
  assert.equal(page.moved('ArrowDown', -1, 3), 0);
  assert.equal(page.moved('ArrowDown', 2, 3), -1);
  assert.equal(page.moved('ArrowUp', -1, 3), 2);
  assert.equal(page.moved('ArrowUp', 0, 3), -1);
  assert.equal(page.moved('End', 0, 3), 2);
  assert.equal(page.moved('Home', -1, 3), null);
  assert.equal(page.moved('x', 1, 3), null);
});

test('a number is written as the language writes it, and what is unknown is a dash', () => {
  assert.equal(live.numberIn('en', 1234567), '1,234,567');
  assert.equal(live.numberIn('de', 1234567), '1.234.567');
  assert.equal(live.numberIn('en', 12.34), '12.3');
  assert.equal(live.numberIn('en', 123.4), '123');
  assert.equal(live.numberIn('en', 0), '0');
  assert.equal(live.numberIn('en', null), '–');
  assert.equal(live.numberIn('en', undefined), '–');
});

test('only the share of labelled answers is a percentage, and none when it is unknown', () => {
  assert.equal(live.total('en', 'labelled', 99.5), '99.5 %');
  assert.equal(live.total('en', 'labelled', null), '–');
  assert.equal(live.total('en', 'calls', 12), '12');
});

test('within an hour a moment has no day, within a week it has', () => {
  const noon = new Date(2026, 10, 24, 12, 5).getTime();
  assert.match(live.momentIn('de', 'hour', noon), /^12:05$/);
  assert.match(live.momentIn('de', 'week', noon), /24.*11.*12:05/);
});

test('a view of an hour asks for news more often than one of a day', () => {
  assert.ok(live.pause('hour') < live.pause('day'));
});

test('each drawing has its series, and neighbours never share a colour', () => {
  const all = live.drawings(traffic, words);
  assert.deepEqual(Object.keys(all), ['outcomes', 'clauses', 'kinds', 'labels', 'latency', 'tokens']);
  assert.deepEqual(all.outcomes.map(s => s.name), ['Passed', 'Refused', 'Failed', 'Gone']);
  const tones = all.kinds.map(s => s.tone);
  assert.ok(tones.every(Boolean));
  assert.ok(tones.every((tone, i) => tone !== tones[i + 1]));
  assert.ok(all.tokens.every(s => s.stacked));
  assert.ok(all.latency.every(s => !s.stacked));
});

test('a drawing of nothing but zeros and gaps is empty', () => {
  assert.ok(live.isEmpty([{ values: [0, null] }, { values: [] }]));
  assert.ok(!live.isEmpty([{ values: [0, 1] }]));
});

test('the table has the newest first and leaves out when nothing happened', () => {
  const list = live.drawings(traffic, words).outcomes;
  assert.deepEqual(live.rows(traffic.starts, list), [
    { start: 3000, values: [7, 2, 0, 0] },
    { start: 1000, values: [5, 0, 0, 0] }
  ]);
});

test('alerts cross the outcomes, and what is asked for crosses the labels', () => {
  assert.equal(live.marks('outcomes', traffic, words, colour)[0].xAxis, 2500);
  assert.equal(live.marks('labels', traffic, words, colour)[0].yAxis, 100);
  assert.deepEqual(live.marks('labels', { ...traffic, asksForLabels: false }, words, colour), []);
  assert.deepEqual(live.marks('latency', traffic, words, colour), []);
});

test('bars that stand on each other have patterns, a single line has an area', () => {
  const { outcomes, labels: share, latency } = live.drawings(traffic, words);
  const stacked = live.options('outcomes', outcomes, traffic, words, look);
  assert.equal(stacked.aria.decal.show, true);
  assert.deepEqual(stacked.series.map(s => s.stack), ['all', 'all', 'all', 'all']);
  assert.deepEqual(stacked.series[0].data, [[1000, 5], [2000, 0], [3000, 7]]);
  assert.equal(stacked.series[0].markLine.data.length, 1);
  assert.equal(stacked.series[1].markLine, null);
  const single = live.options('labels', share, traffic, words, look);
  assert.equal(single.aria.decal.show, false);
  assert.equal(single.yAxis.max, 100);
  assert.ok(single.series[0].areaStyle);
  assert.equal(single.series[0].showSymbol, true);
  const both = live.options('latency', latency, traffic, words, look);
  assert.deepEqual(both.series.map(s => s.lineStyle.type), ['solid', 'dashed']);
  assert.equal(both.series[0].areaStyle, null);
});

test('no text of the chart library is put into the page as HTML', () => {
  const { outcomes } = live.drawings(traffic, words);
  assert.equal(live.options('outcomes', outcomes, traffic, words, look).tooltip.renderMode, 'richText');
  assert.equal(watch.options(replay, look).tooltip.renderMode, 'richText');
});

const replay = {
  points: [[1000, 5, 4, 9, .2], [2000, 5, 4, 9, .8], [3000, 5, 1, 6, .8]],
  alerts: [[3000, 2000], [1000, 1000]],
  scored: false, mean: 'Mean', value: 'Value', score: 'Score'
};

test('an ordinary stretch is drawn by its mean, an unusual one by its farther end', () => {
  assert.deepEqual(replay.points.map(watch.shown), [5, 9, 1]);
});

test('the limit is a line only where one was set', () => {
  assert.equal(watch.marks(replay, colour).length, 2);
  const limited = watch.marks({ ...replay, limit: 0, limitName: 'Limit' }, colour);
  assert.equal(limited.at(-1).yAxis, 0);
  assert.equal(limited.at(-1).label.formatter, 'Limit');
});

test('a stretch is marked from the onset to the alarm, and none for an alarm at once', () => {
  assert.deepEqual(watch.areas(replay, colour).map(([from, to]) => [from.xAxis, to.xAxis]), [[2000, 3000]]);
});

test('the stretch in which an onset lies is marked beside it', () => {
  const dated = { ...replay, alerts: [[3000, 2000, 1500, 2500]] };
  assert.deepEqual(watch.areas(dated, colour).map(([from, to]) => [from.xAxis, to.xAxis]), [[2000, 3000], [1500, 2500]]);
});

test('a score stands below the values, on a scale from nought to one', () => {
  const plain = watch.options(replay, look);
  assert.deepEqual(plain.series.map(s => s.name), ['Mean']);
  assert.equal(plain.grid.length, 1);
  const scored = watch.options({ ...replay, scored: true }, look);
  assert.deepEqual(scored.series.map(s => s.name), ['Value', 'Score']);
  assert.deepEqual(scored.series[1].data, [[1000, .2], [2000, .8], [3000, .8]]);
  assert.deepEqual([scored.yAxis[1].min, scored.yAxis[1].max], [0, 1]);
});

test('a file is too large from one byte over the limit on', () => {
  assert.equal(labels.isTooLarge({ size: 10 }, '10'), false);
  assert.equal(labels.isTooLarge({ size: 11 }, '10'), true);
  assert.equal(labels.isTooLarge(undefined, '10'), false);
});

test('an emptied field sends nothing, a pressed button does', () => {
  assert.equal(labels.isIdle(undefined, true), true);
  assert.equal(labels.isIdle(undefined, false), false);
  assert.equal(labels.isIdle({ size: 1 }, true), false);
});

test('a refusal is told in the words of the server, else by its number', () => {
  assert.equal(labels.refusal({ textContent: 'Too large' }, 413), 'Too large');
  assert.equal(labels.refusal(null, 502), '502');
});

test('more than one dropped file is too many', () => {
  assert.equal(labels.isMany([1]), false);
  assert.equal(labels.isMany([1, 2]), true);
});

test('the cookie of the zone holds it as it is', async () => {
  const page = await import('data:text/javascript;base64,' + (await readFile(
    new URL('../../main/java/zhiheng/server/ground/page/page.js', import.meta.url))).toString('base64'));
  assert.match(page.zoneCookie('Asia/Shanghai'), /^zhiheng-zone=Asia\/Shanghai; path=\/;/);
});

const editor = await load('packeditor/packeditor.js');

test('the editor of packs numbers lines, finds a place in them and keeps only what differs', () => {
  assert.equal(editor.numbers('a\nb\n'), '1\n2\n3');
  assert.equal(editor.place('ab\ncd\nef', 2, 2), 4);
  assert.equal(editor.place('ab\ncd', 9, 9), 5);
  assert.equal(editor.place('ab', 0, 0), 0);
  assert.equal(editor.kept([{ name: 'rules', value: 'x', sent: 'x' }]), null);
  assert.deepEqual(
    editor.kept([{ name: 'rules', value: 'y', sent: 'x' }, { name: 'facts', value: '', sent: '' }]),
    { rules: 'y' });
});
