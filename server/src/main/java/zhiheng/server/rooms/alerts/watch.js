// Draws a replay: values, the score below them or the limit across them, and where alarms and onsets lie.
(() => {
  const place = document.getElementById('chart');
  const data = JSON.parse(place.dataset.chart);
  const css = getComputedStyle(document.documentElement);
  const colour = name => css.getPropertyValue('--' + name).trim();
  const chart = echarts.init(place);
  // a stretch is drawn by its mean, and one with an unusual point by that point
  const shown = p => p[4] < .5 ? p[1] : p[3] - p[1] > p[1] - p[2] ? p[3] : p[2];
  const line = (name, index, axis, tone, extra) => ({
    name, type: 'line', showSymbol: false, xAxisIndex: axis, yAxisIndex: axis, itemStyle: { color: tone },
    lineStyle: { width: 1.6, color: tone }, data: data.points.map(p => [p[0], index === 1 ? shown(p) : p[index]]), ...extra
  });
  const draw = () => {
    const ink = colour('ink'), soft = colour('soft'), rule = colour('line');
    const axis = at => ({ type: 'time', gridIndex: at, axisLabel: { color: soft, hideOverlap: true }, axisLine: { lineStyle: { color: rule } } });
    const scale = (at, more) => ({ type: 'value', gridIndex: at, scale: true, axisLabel: { color: soft }, splitLine: { lineStyle: { color: rule } }, ...more });
    const marks = data.alerts.map(a => ({ xAxis: a[0], label: { show: false }, lineStyle: { color: colour('ban'), type: 'solid', width: 1.2 } }));
    if (data.limit !== undefined) marks.push({ yAxis: data.limit, label: { formatter: data.limitName, color: soft, position: 'insideStartTop' }, lineStyle: { color: soft, type: 'dashed' } });
    const areas = data.alerts.filter(a => a[1] < a[0]).map(a => [{ xAxis: a[1], itemStyle: { color: colour('ban'), opacity: .1 } }, { xAxis: a[0] }]);
    const series = [line(data.scored ? data.value : data.mean, 1, 0, colour('calm'), {
      markLine: { symbol: 'none', silent: true, data: marks }, markArea: { silent: true, data: areas }
    })];
    if (data.scored) series.push(line(data.score, 4, 1, colour('seal'), { areaStyle: { opacity: .15 } }));
    chart.setOption({
      animation: false, textStyle: { color: ink, fontFamily: css.getPropertyValue('--sans') },
      tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: colour('card'), borderColor: rule, textStyle: { color: ink } },
      legend: { top: 0, left: 0, textStyle: { color: soft }, icon: 'roundRect', itemHeight: 4 },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      dataZoom: [{ type: 'inside', xAxisIndex: data.scored ? [0, 1] : [0] }],
      grid: data.scored ? [{ left: 60, right: 20, top: 40, height: '52%' }, { left: 60, right: 20, bottom: 30, height: '20%' }] : [{ left: 60, right: 20, top: 40, bottom: 40 }],
      xAxis: data.scored ? [axis(0), axis(1)] : [axis(0)],
      yAxis: data.scored ? [scale(0), scale(1, { scale: false, min: 0, max: 1, interval: .5 })] : [scale(0)],
      series
    }, true);
  };
  draw();
  addEventListener('resize', () => chart.resize());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  document.getElementById('result').focus({ preventScroll: true });
})();
