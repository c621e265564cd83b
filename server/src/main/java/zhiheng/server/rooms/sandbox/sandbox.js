// Draws the bounds on the rate of harm against the calls judged, one run for each visit to a stage.
// What is exported computes and touches no page; start() below it puts the result into the page.

const line = (name, tone, points, more) => ({
  name,
  type: 'line',
  showSymbol: points.length < 2,
  itemStyle: { color: tone },
  lineStyle: { width: 1.6, color: tone },
  data: points,
  ...more
});

/** Calls of earlier visits lie before those of later ones, so that the drawing runs from left to right. */
export function along(looks) {
  let before = 0;
  let last = 0;
  let run = '';
  return looks.map(look => {
    const now = look.stage + ' ' + look.visit;
    if (run !== now) {
      before += last;
      run = now;
    }
    last = look.judged;
    return { ...look, at: before + look.judged };
  });
}

/** All that the chart library is told. `colour` gives the colour of a token, `sans` is the typeface. */
export function options(data, { colour, sans }) {
  const soft = colour('soft');
  const rule = colour('line');
  const looks = along(data.looks);
  const points = key => looks.map(look => [look.at, look[key]]);
  return {
    animation: false,
    textStyle: { color: colour('ink'), fontFamily: sans },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    legend: { top: 0, left: 0, textStyle: { color: soft }, icon: 'roundRect', itemHeight: 4 },
    grid: { left: 60, right: 20, top: 40, bottom: 50 },
    xAxis: { type: 'value', name: data.words.judged, nameLocation: 'middle', nameGap: 28, axisLabel: { color: soft } },
    yAxis: {
      type: 'value',
      min: 0,
      max: v => Math.min(1, Math.ceil(v.max * 20) / 20),
      axisLabel: { color: soft },
      splitLine: { lineStyle: { color: rule } }
    },
    series: [
      line(data.words.high, colour('ban'), points('high')),
      line(data.words.low, colour('calm'), points('low')),
      line(data.words.bound, soft, points('bound'), { step: 'end', lineStyle: { type: 'dashed', color: soft } })
    ]
  };
}

function start() {
  const place = document.getElementById('harm');
  if (!place) return;
  const data = JSON.parse(place.dataset.chart);
  const css = getComputedStyle(document.documentElement);
  const look = {
    sans: css.getPropertyValue('--sans'),
    colour: name => css.getPropertyValue('--' + name).trim()
  };
  const chart = echarts.init(place);
  chart.setOption(options(data, look));
  addEventListener('resize', () => chart.resize());
}

if (globalThis.document) start();
