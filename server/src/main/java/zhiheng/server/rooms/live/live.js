// Keeps the live view of a gateway moving: figures, drawings, each with a table of the same, and the latest calls.
// What is exported computes and touches no page; start() below it puts the results into the page.

const TONES = ['calm', 'high', 'low', 'some', 'seal', 'ban', 'soft'];

/** How often the page asks for news, in milliseconds: a view of one hour moves, one of a day hardly does. */
export const pause = span => span === 'hour' ? 4000 : 20000;

/** A number as the reader's language writes it, and a dash for what is not known. */
export function numberIn(lang, n) {
  if (n === null || n === undefined) return '–';
  return n.toLocaleString(lang, { maximumFractionDigits: n < 100 ? 1 : 0 });
}

/** A moment as short as the span allows: within an hour nobody needs the day. */
export function momentIn(lang, span, ms) {
  const time = { hour: '2-digit', minute: '2-digit' };
  const format = span === 'hour' ? time : { month: '2-digit', day: '2-digit', ...time };
  return new Date(ms).toLocaleString(lang, format);
}

/** The figure that stands under a name of the totals: the share of labelled answers is a percentage. */
export function total(lang, name, value) {
  const text = numberIn(lang, value);
  return name === 'labelled' && value !== null ? text + ' %' : text;
}

const bars = (name, values, tone) => ({ name, values, tone, type: 'bar', stacked: true });
const line = (name, values, tone) => ({ name, values, tone, type: 'line', stacked: false });
const toneOf = i => TONES[i % TONES.length];

/** The series of each drawing, by the drawing's name. */
export function drawings(data, words) {
  return {
    outcomes: [
      bars(words.passed, data.passed, 'calm'),
      bars(words.refused, data.refused, 'ban'),
      bars(words.failed, data.failed, 'high'),
      bars(words.gone, data.gone, 'soft')
    ],
    clauses: data.clauses.map((c, i) => bars(c.name, c.values, toneOf(i + 5))),
    kinds: data.kinds.map((k, i) => bars(k.name, k.values, toneOf(i))),
    labels: [line(words.labelled, data.labelled, 'low')],
    latency: [
      line(words.p50, data.p50, 'calm'),
      line(words.p99, data.p99, 'high')
    ],
    tokens: [
      bars(words['tokens-in'], data['tokens-in'], 'calm'),
      bars(words['tokens-out'], data['tokens-out'], 'low')
    ]
  };
}

/** Whether a drawing has nothing to show. */
export const isEmpty = list => list.every(s => s.values.every(v => !v));

/** The rows of the table under a drawing, the newest first; stretches in which nothing happened are left out. */
export function rows(starts, list) {
  return starts
    .map((start, i) => ({ start, values: list.map(s => s.values[i]) }))
    .filter(row => row.values.some(v => v))
    .reverse();
}

/** The lines across a drawing: alerts in that of the outcomes, the asked share in that of the labels. */
export function marks(id, data, words, colour) {
  if (id === 'outcomes') {
    return data.alerts.map(alert => ({
      xAxis: alert.time,
      label: { formatter: alert.shape, color: colour('ban') },
      lineStyle: { color: colour('ban'), width: 1.2, type: 'dashed' }
    }));
  }
  if (id === 'labels' && data.asksForLabels) {
    return [{
      yAxis: 100,
      label: { formatter: words.asked, color: colour('soft'), position: 'insideStartBottom' },
      lineStyle: { color: colour('soft'), type: 'dashed' }
    }];
  }
  return [];
}

// Patterns for those who cannot tell the colours apart; the first series has none.
const DECALS = [
  { symbol: 'none' },
  {
    symbol: 'rect',
    symbolSize: 1,
    color: 'rgba(255, 255, 255, .55)',
    dashArrayX: [1, 0],
    dashArrayY: [2, 3],
    rotation: -Math.PI / 4
  },
  { symbol: 'circle', symbolSize: .8, color: 'rgba(255, 255, 255, .6)', dashArrayX: [[6, 6]], dashArrayY: [6, 0] },
  { symbol: 'rect', color: 'rgba(255, 255, 255, .5)', dashArrayX: [1, 0], dashArrayY: [2, 4] }
];

function serie(s, i, list, starts, lines, colour) {
  const tone = colour(s.tone);
  const known = s.values.filter(v => v !== null).length;
  return {
    name: s.name,
    type: s.type,
    stack: s.stacked ? 'all' : null,
    barMaxWidth: 14,
    barCategoryGap: '25%',
    showSymbol: known < 4,
    connectNulls: true,
    itemStyle: { color: tone, opacity: s.type === 'bar' ? .82 : 1 },
    lineStyle: { width: 2, color: tone, type: i ? 'dashed' : 'solid' },
    areaStyle: s.type === 'line' && list.length === 1 ? { opacity: .12 } : null,
    data: starts.map((t, j) => [t, s.values[j]]),
    markLine: i === 0 && lines.length ? { symbol: 'none', silent: true, data: lines } : null
  };
}

/** All that the chart library is told of one drawing. `colour` gives the colour of a token, `sans` is the typeface. */
export function options(id, list, data, words, { colour, sans, lang }) {
  const ink = colour('ink');
  const soft = colour('soft');
  const rule = colour('line');
  const number = n => numberIn(lang, n);
  const lines = marks(id, data, words, colour);
  return {
    animation: false,
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: list.length > 1 && list[0].type === 'bar', decals: DECALS }
    },
    textStyle: { color: ink, fontFamily: sans },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('card'),
      borderColor: rule,
      textStyle: { color: ink },
      valueFormatter: number
    },
    legend: {
      top: 0,
      left: 0,
      type: 'scroll',
      itemWidth: 14,
      itemHeight: 10,
      textStyle: { color: soft },
      pageIconColor: soft,
      pageTextStyle: { color: soft }
    },
    grid: { left: 8, right: 24, top: 34, bottom: 4, containLabel: true },
    xAxis: {
      type: 'time',
      min: data.starts[0],
      axisLabel: { color: soft, hideOverlap: true },
      axisLine: { lineStyle: { color: rule } },
      axisTick: { lineStyle: { color: rule } }
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: id === 'labels' ? 100 : null,
      minInterval: id === 'latency' ? 0 : 1,
      splitNumber: 4,
      axisLabel: { color: soft, formatter: number },
      splitLine: { lineStyle: { color: rule, opacity: .6 } }
    },
    series: list.map((s, i) => serie(s, i, list, data.starts, lines, colour))
  };
}

function start() {
  const live = document.getElementById('live');
  const words = JSON.parse(live.dataset.words);
  const span = new URLSearchParams(location.search).get('span') || 'hour';
  const lang = document.documentElement.lang;
  const css = getComputedStyle(document.documentElement);
  const look = {
    lang,
    sans: css.getPropertyValue('--sans'),
    colour: name => css.getPropertyValue('--' + name).trim()
  };
  const byId = id => document.getElementById(id);
  const element = (tag, text, className = '') =>
    Object.assign(document.createElement(tag), { textContent: text, className });
  const charts = {};
  let paused = false;
  let data = null;

  function draw(id, list) {
    const figure = byId('draw-' + id);
    const place = figure.querySelector('.canvas');
    const empty = isEmpty(list);
    figure.classList.toggle('empty', empty);
    place.dataset.none = empty ? words.none : '';
    charts[id] ||= echarts.init(place);
    charts[id].setOption(options(id, list, data, words, look), { replaceMerge: ['series'] });
    if (figure.querySelector('details').open) figure.querySelector('.scroll').replaceChildren(table(list));
  }

  function table(list) {
    const found = rows(data.starts, list);
    if (!found.length) return element('p', words.none);
    const place = document.createElement('table');
    place.createTHead().insertRow().append(
      element('th', words.time),
      ...list.map(s => element('th', s.name, 'numeric')));
    const body = place.createTBody();
    for (const row of found) {
      body.insertRow().append(
        element('th', momentIn(lang, span, row.start), 'date'),
        ...row.values.map(v => element('td', numberIn(lang, v), 'numeric')));
    }
    return place;
  }

  function showMeter(meter) {
    const place = byId('meter-' + meter.name);
    place.querySelector('.number').textContent = meter.used;
    const bar = place.querySelector('progress');
    if (bar) bar.value = meter.percent;
  }

  function alertLine(alert) {
    const li = document.createElement('li');
    const grade = element('span', alert.shape + ' ' + alert.grade, 'grade grade-' + alert.tone);
    li.append(grade, ' ', momentIn(lang, span, alert.time), ' ', alert.title);
    return li;
  }

  function show() {
    for (const [name, value] of Object.entries(data.totals)) {
      byId('total-' + name).textContent = total(lang, name, value);
    }
    data.meters.forEach(showMeter);
    const alerts = data.alerts.length ? data.alerts.map(alertLine) : [element('li', words.none)];
    byId('live-alerts').replaceChildren(...alerts);
    for (const [id, list] of Object.entries(drawings(data, words))) draw(id, list);
    live.dataset.drawn = '1';
  }

  async function refresh() {
    const note = byId('live-note');
    try {
      const answer = await fetch(live.dataset.href + '/live.json?span=' + span, { redirect: 'error' });
      if (!answer.ok) throw new Error(answer.status);
      data = await answer.json();
      note.textContent = String(data.version) === live.dataset.version ? '' : words.changed;
      show();
      const latest = await fetch(live.dataset.href + '/latest', { redirect: 'error' });
      const place = byId('latest');
      // a reader who stands in the list is not moved away from it
      if (latest.ok && !place.contains(document.activeElement)) place.innerHTML = await latest.text();
    } catch (e) {
      note.textContent = words.lost;
    }
  }

  byId('pause').addEventListener('click', event => {
    paused = !paused;
    event.target.setAttribute('aria-pressed', paused);
    event.target.textContent = paused ? words.resume : words.pause;
    byId('live-note').textContent = paused ? words.paused : '';
    if (!paused) refresh();
  });
  for (const details of document.querySelectorAll('#live details')) {
    details.addEventListener('toggle', () => data && show());
  }
  addEventListener('resize', () => Object.values(charts).forEach(chart => chart.resize()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => data && show());
  refresh();
  setInterval(() => paused || document.hidden || refresh(), pause(span));
}

if (globalThis.document) start();
