// Pairs of bars, now and then, drawn by uPlot; the same figures stand behind them as a table.
import uPlot from './lib/uplot.js';
import { html, useEffect, useRef } from './view.js';
import { Table } from './parts.js';
import { formatNumber } from './format.js';

const Height = 220;
const scheme = matchMedia('(prefers-color-scheme: dark)');
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function options(rows, width) {
  const axis = { stroke: colour('ink'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false } };
  const bar = (label, name, align) => ({
    label, stroke: colour(name), fill: colour(name), points: { show: false }, paths: uPlot.paths.bars({ size: [0.35, 40], align, gap: 2 }), value: (_, at) => at === null ? '—' : formatNumber(at),
  });
  return {
    width,
    height: Height,
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: false, range: [-0.6, rows.length - 0.4] }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, high ?? 1) * 1.05] } },
    axes: [
      { ...axis, splits: () => rows.map((_, at) => at), values: (_, at) => at.map(index => rows[index]?.[0] ?? ''), grid: { show: false } },
      { ...axis, values: (_, at) => at.map(value => formatNumber(value)), size: 70 },
    ],
    series: [{ label: 'Of', value: (_, at) => rows[at]?.[0] ?? '—' }, bar('Now', 'blue', -1), bar('Then', 'amber', 1)],
  };
}

/** Each row is `[label, now, then]`. */
export function BarPairs({ title, rows }) {
  const place = useRef();
  useEffect(() => {
    let plot;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(options(rows, place.current.clientWidth), [rows.map((_, at) => at), rows.map(row => row[1]), rows.map(row => row[2])], place.current);
    };
    draw();
    scheme.addEventListener('change', draw);
    return () => { scheme.removeEventListener('change', draw); plot.destroy(); };
  }, [rows]);
  const columns = [['Of', row => row[0]], ['Now', row => formatNumber(row[1]), 'number'], ['Then', row => formatNumber(row[2]), 'number']];
  return html`<figure class="chart">
    <figcaption>${title}: now and then</figcaption>
    <div ref=${place} role="img" aria-label=${`${title}: the figures stand in the table below`}></div>
    <details><summary>As a table</summary><${Table} label=${title} columns=${columns} rows=${rows} /></details>
  </figure>`;
}
