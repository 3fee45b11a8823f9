// Charts over days: uPlot draws them, and the same figures stand behind each as a table.
import uPlot from './lib/uplot.js';
import { html, useEffect, useRef } from './view.js';
import { Table } from './parts.js';
import { formatDate, formatDay, formatNumber } from './format.js';

const Height = 220;
const scheme = matchMedia('(prefers-color-scheme: dark)');
const seconds = day => Date.parse(`${day}T00:00:00Z`) / 1000;
const dayOf = value => new Date(value * 1000).toISOString().slice(0, 10);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function options(series, width, bars) {
  const ink = colour('ink');
  const axis = { stroke: ink, grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } };
  return {
    width,
    height: Height,
    tzDate: at => uPlot.tzDate(new Date(at * 1000), 'UTC'),
    scales: { x: { time: true }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, high ?? 1) * 1.05] } },
    axes: [
      { ...axis, values: (_, at) => at.map(value => formatDay(dayOf(value))), space: 70 },
      { ...axis, values: (_, at) => at.map(value => formatNumber(value)), size: 70 },
    ],
    series: [
      { label: 'Day', value: (_, at) => at === null ? '—' : formatDate(dayOf(at)) },
      ...series.map(one => ({
        label: one.label,
        stroke: colour(one.colour),
        fill: bars ? colour(one.colour) : undefined,
        width: 2,
        dash: one.dash,
        points: { show: false },
        paths: bars ? uPlot.paths.bars({ size: [0.7, 40] }) : undefined,
        value: (_, at) => at === null ? '—' : one.format?.(at) ?? formatNumber(at),
      })),
    ],
  };
}

/** `days` in order; each of `series` is `{label, colour, of: day => value, format?, dash?}`. */
export function DayChart({ title, days, series, bars }) {
  const place = useRef();
  useEffect(() => {
    const data = [days.map(day => seconds(day.on)), ...series.map(one => days.map(one.of))];
    let plot;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(options(series, place.current.clientWidth, bars), data, place.current);
    };
    draw();
    const size = new ResizeObserver(() => plot.width !== place.current.clientWidth && plot.setSize({ width: place.current.clientWidth, height: Height }));
    size.observe(place.current);
    scheme.addEventListener('change', draw);
    return () => { size.disconnect(); scheme.removeEventListener('change', draw); plot.destroy(); };
  }, [days]);
  const columns = [['Day', day => formatDate(day.on)], ...series.map(one => [one.label, day => (one.format ?? formatNumber)(one.of(day)), 'number'])];
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <div ref=${place} role="img" aria-label=${`${title}: the figures stand in the table below`}></div>
    <details><summary>As a table</summary><${Table} label=${title} columns=${columns} rows=${[...days].reverse().map(day => ({ ...day, key: day.on }))} /></details>
  </figure>`;
}
