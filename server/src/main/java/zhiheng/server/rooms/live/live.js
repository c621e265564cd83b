// Keeps the live view of a gateway moving: figures, drawings, each with a table of the same, and the latest calls.
(() => {
  const live = document.getElementById('live');
  const words = JSON.parse(live.dataset.words);
  const span = new URLSearchParams(location.search).get('span') || 'hour';
  const lang = document.documentElement.lang;
  const css = getComputedStyle(document.documentElement);
  const colour = name => css.getPropertyValue('--' + name).trim();
  const number = n => n === null || n === undefined ? '–' : n.toLocaleString(lang, { maximumFractionDigits: n < 100 ? 1 : 0 });
  const byId = id => document.getElementById(id);
  const charts = {};
  let paused = false, data = null;

  const when = ms => new Date(ms).toLocaleString(lang, span === 'hour' ? { hour: '2-digit', minute: '2-digit' } : { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  const tones = ['calm', 'high', 'low', 'some', 'seal', 'ban', 'soft'];
  const series = (name, values, tone, type, stack) => ({ name, values, tone, type, stack });
  const drawings = () => ({
    outcomes: [series(words.passed, data.passed, 'calm', 'bar', 1), series(words.refused, data.refused, 'ban', 'bar', 1),
      series(words.failed, data.failed, 'high', 'bar', 1), series(words.gone, data.gone, 'soft', 'bar', 1)],
    clauses: data.clauses.map((c, i) => series(c.name, c.values, tones[(i + 5) % 7], 'bar', 1)),
    kinds: data.kinds.map((k, i) => series(k.name, k.values, tones[i % 7], 'bar', 1)),
    labels: [series(words.labelled, data.labelled, 'low', 'line')],
    latency: [series(words.p50, data.p50, 'calm', 'line'), series(words.p99, data.p99, 'high', 'line')],
    tokens: [series(words['tokens-in'], data['tokens-in'], 'calm', 'bar', 1), series(words['tokens-out'], data['tokens-out'], 'low', 'bar', 1)]
  });

  function draw(id, list) {
    const figure = byId('draw-' + id), place = figure.querySelector('.canvas');
    const empty = list.every(s => s.values.every(v => !v));
    figure.classList.toggle('empty', empty);
    place.dataset.none = empty ? words.none : '';
    const chart = charts[id] ||= echarts.init(place);
    const ink = colour('ink'), soft = colour('soft'), rule = colour('line');
    const marks = id === 'outcomes' ? data.alerts.map(a => ({ xAxis: a.time, label: { formatter: a.shape, color: colour('ban') }, lineStyle: { color: colour('ban'), width: 1.2, type: 'dashed' } })) : [];
    if (id === 'labels' && data.asksForLabels) marks.push({ yAxis: 100, label: { formatter: words.asked, color: soft, position: 'insideStartBottom' }, lineStyle: { color: soft, type: 'dashed' } });
    chart.setOption({
      animation: false, aria: { enabled: true, label: { enabled: false }, decal: { show: list.length > 1 && list[0].type === 'bar', decals: [{ symbol: 'none' }, { symbol: 'rect', symbolSize: 1, color: 'rgba(255,255,255,.55)', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4 }, { symbol: 'circle', symbolSize: .8, color: 'rgba(255,255,255,.6)', dashArrayX: [[6, 6]], dashArrayY: [6, 0] }, { symbol: 'rect', color: 'rgba(255,255,255,.5)', dashArrayX: [1, 0], dashArrayY: [2, 4] }] } },
      textStyle: { color: ink, fontFamily: css.getPropertyValue('--sans') },
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour('card'), borderColor: rule, textStyle: { color: ink }, valueFormatter: number },
      legend: { top: 0, left: 0, textStyle: { color: soft }, itemWidth: 14, itemHeight: 10, type: 'scroll', pageIconColor: soft, pageTextStyle: { color: soft } },
      grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
      xAxis: { type: 'time', min: data.starts[0], axisLabel: { color: soft, hideOverlap: true }, axisLine: { lineStyle: { color: rule } }, axisTick: { lineStyle: { color: rule } } },
      yAxis: { type: 'value', min: 0, max: id === 'labels' ? 100 : null, minInterval: id === 'latency' ? 0 : 1, splitNumber: 4, axisLabel: { color: soft, formatter: number }, splitLine: { lineStyle: { color: rule, opacity: .6 } } },
      series: list.map((s, i) => ({
        name: s.name, type: s.type, stack: s.stack ? 'all' : null, barMaxWidth: 14, barCategoryGap: '25%', showSymbol: s.values.filter(v => v !== null).length < 4, connectNulls: true, itemStyle: { color: colour(s.tone), opacity: s.type === 'bar' ? .82 : 1 },
        lineStyle: { width: 2, color: colour(s.tone), type: i ? 'dashed' : 'solid' }, areaStyle: s.type === 'line' && list.length === 1 ? { opacity: .12 } : null,
        data: data.starts.map((t, j) => [t, s.values[j]]), markLine: i === 0 && marks.length ? { symbol: 'none', silent: true, data: marks } : null
      }))
    }, { replaceMerge: ['series'] });
    table(figure.querySelector('.scroll'), figure.querySelector('details'), list);
  }

  function table(place, details, list) {
    if (!details.open) return;
    const cell = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name || '' });
    const t = document.createElement('table'), head = t.createTHead().insertRow(), body = t.createTBody();
    head.append(cell('th', words.time), ...list.map(s => cell('th', s.name, 'num')));
    for (let i = data.starts.length - 1; i >= 0; i--) {
      if (list.every(s => !s.values[i])) continue;
      body.insertRow().append(cell('th', when(data.starts[i]), 'date'), ...list.map(s => cell('td', number(s.values[i]), 'num')));
    }
    place.replaceChildren(body.rows.length ? t : cell('p', words.none));
  }

  function show() {
    for (const [name, value] of Object.entries(data.totals)) byId('total-' + name).textContent = number(value) + (name === 'labelled' && value !== null ? ' %' : '');
    for (const m of data.meters) {
      const place = byId('meter-' + m.name);
      place.querySelector('.n').textContent = m.used;
      const bar = place.querySelector('progress');
      if (bar) bar.value = m.percent;
    }
    byId('live-alerts').replaceChildren(...(data.alerts.length ? data.alerts : [null]).map(a => {
      const li = document.createElement('li');
      if (!a) { li.textContent = words.none; return li; }
      const grade = Object.assign(document.createElement('span'), { className: 'grade g-' + a.tone, textContent: a.shape + ' ' + a.grade });
      li.append(grade, ' ', when(a.time), ' ', a.title);
      return li;
    }));
    for (const [id, list] of Object.entries(drawings())) draw(id, list);
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
      if (latest.ok && !place.contains(document.activeElement)) place.innerHTML = await latest.text();
    } catch (e) {
      note.textContent = words.lost;
    }
  }

  byId('pause').addEventListener('click', e => {
    paused = !paused;
    e.target.setAttribute('aria-pressed', paused);
    e.target.textContent = paused ? words.resume : words.pause;
    byId('live-note').textContent = paused ? words.paused : '';
    if (!paused) refresh();
  });
  for (const d of document.querySelectorAll('#live details')) d.addEventListener('toggle', () => data && show());
  addEventListener('resize', () => Object.values(charts).forEach(c => c.resize()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => data && show());
  refresh();
  setInterval(() => paused || document.hidden || refresh(), span === 'hour' ? 4000 : 20000);
})();
