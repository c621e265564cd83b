// Draws a replay: values, the score below them or the limit across them, and where alarms and onsets lie.
// What is exported computes and touches no page; start() below it puts the result into the page.

/**
 * What is drawn of a stretch [time, mean, least, most, score]: its mean, and where the score is high, the end that lies
 * farther from the mean.
 */
export function shown([, mean, least, most, score]) {
  if (score < .5) return mean;
  return most - mean > mean - least ? most : least;
}

/** The lines across a drawing: an alarm each, and the limit where one was set. */
export function marks(data, colour) {
  const alarms = data.alerts.map(([time]) => ({
    xAxis: time,
    label: { show: false },
    lineStyle: { color: colour('ban'), type: 'solid', width: 1.2 }
  }));
  if (data.limit === undefined) return alarms;
  const limit = {
    yAxis: data.limit,
    label: { formatter: data.limitName, color: colour('soft'), position: 'insideStartTop' },
    lineStyle: { color: colour('soft'), type: 'dashed' }
  };
  return [...alarms, limit];
}

/** Stretches from the onset of a change to its alarm (an alarm at once has none), and those in which the onset lies. */
export function areas(data, colour) {
  const stretch = (from, to, tone, opacity) => from < to
    ? [[{ xAxis: from, itemStyle: { color: colour(tone), opacity } }, { xAxis: to }]]
    : [];
  return data.alerts.flatMap(([time, onset, earliest, latest]) => [
    ...stretch(onset, time, 'ban', .1),
    ...stretch(earliest, latest, 'seal', .14)
  ]);
}

const line = (name, axis, tone, points, more) => ({
  name,
  type: 'line',
  showSymbol: false,
  xAxisIndex: axis,
  yAxisIndex: axis,
  itemStyle: { color: tone },
  lineStyle: { width: 1.6, color: tone },
  data: points,
  ...more
});

function series(data, colour) {
  const values = line(
    data.scored ? data.value : data.mean, 0, colour('calm'), data.points.map(p => [p[0], shown(p)]), {
      markLine: { symbol: 'none', silent: true, data: marks(data, colour) },
      markArea: { silent: true, data: areas(data, colour) }
    });
  if (!data.scored) return [values];
  const scores = line(data.score, 1, colour('seal'), data.points.map(p => [p[0], p[4]]), {
    areaStyle: { opacity: .15 }
  });
  return [values, scores];
}

/** All that the chart library is told. `colour` gives the colour of a token, `sans` is the typeface. */
export function options(data, { colour, sans }) {
  const ink = colour('ink');
  const soft = colour('soft');
  const rule = colour('line');
  const time = at => ({
    type: 'time',
    gridIndex: at,
    axisLabel: { color: soft, hideOverlap: true },
    axisLine: { lineStyle: { color: rule } }
  });
  const scale = (at, more) => ({
    type: 'value',
    gridIndex: at,
    scale: true,
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: rule } },
    ...more
  });
  const alone = [{ left: 60, right: 20, top: 40, bottom: 40 }];
  const above = [
    { left: 60, right: 20, top: 40, height: '52%' },
    { left: 60, right: 20, bottom: 30, height: '20%' }
  ];
  return {
    animation: false,
    textStyle: { color: ink, fontFamily: sans },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('card'),
      borderColor: rule,
      textStyle: { color: ink }
    },
    legend: { top: 0, left: 0, textStyle: { color: soft }, icon: 'roundRect', itemHeight: 4 },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [{ type: 'inside', xAxisIndex: data.scored ? [0, 1] : [0] }],
    grid: data.scored ? above : alone,
    xAxis: data.scored ? [time(0), time(1)] : [time(0)],
    yAxis: data.scored ? [scale(0), scale(1, { scale: false, min: 0, max: 1, interval: .5 })] : [scale(0)],
    series: series(data, colour)
  };
}

function start() {
  const place = document.getElementById('chart');
  const data = JSON.parse(place.dataset.chart);
  const css = getComputedStyle(document.documentElement);
  const look = {
    sans: css.getPropertyValue('--sans'),
    colour: name => css.getPropertyValue('--' + name).trim()
  };
  const chart = echarts.init(place);
  const draw = () => chart.setOption(options(data, look), true);
  draw();
  addEventListener('resize', () => chart.resize());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  document.getElementById('result')?.focus({ preventScroll: true });
}

if (globalThis.document) start();
