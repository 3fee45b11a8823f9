import { html, useEffect, useState } from '../view.js';
import { get, post } from '../api.js';
import { Badge, Confirm, Fault, Loaded, Panel, Progress, Table, When, useLoad } from '../parts.js';
import { formatNumber, formatSigned, milliseconds } from '../format.js';

const Names = {
  expire: 'Expire points', lapse: 'Lapse reservations', release: 'Release pending points', tiers: 'Review tiers', expiring: 'Tell whose points expire soon',
  journeys: 'Run journeys by the calendar', birthdays: 'Keep birthdays', notes: 'Note members for new journeys', reconcile: 'Reconcile the ledger', compact: 'Compact the archive', rebuild: 'Rebuild from the archive',
  simulation: 'Simulate a programme',
};
const PollAfter = 1000;

async function load(signal) {
  const [schedules, runs] = await Promise.all([get('/api/schedules', signal), get('/api/runs?limit=100', signal)]);
  const last = new Map();
  for (const run of runs.items) if (!last.has(run.kind)) last.set(run.kind, run);
  return { schedules: schedules.items.map(one => ({ ...one, id: one.function, last: last.get(one.kind) })), runs: runs.items };
}

const state = run => run.finishedAt
  ? html`<${Badge} tone=${run.failures > 0 || run.report?.differences > 0 ? 'bad' : 'good'}>${run.report?.differences > 0 ? `${formatNumber(run.report.differences)} differences` : 'done'}<//>`
  : html`<${Progress} label=${`${run.shardsDone} of ${run.shards}`} done=${run.shardsDone} of=${run.shards} />`;

export function Runs() {
  const loaded = useLoad(load, []);
  const [asked, setAsked] = useState();
  const [told, setTold] = useState('');
  const going = loaded.data?.runs.some(run => !run.finishedAt);
  useEffect(() => {
    if (!going || loaded.loading) return undefined;
    const timer = setTimeout(loaded.reload, PollAfter);
    return () => clearTimeout(timer);
  }, [going, loaded.loading]);
  const start = async kind => { await post('/api/runs', { kind }); setTold(`Started: ${Names[kind]}.`); loaded.reload(); };
  const schedules = [
    ['Function', row => Names[row.kind] ?? row.function.replace(/Timer$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/^./, letter => letter.toUpperCase())],
    ['Schedule (UTC)', row => html`<code>${row.schedule}</code>`],
    ['Last', row => row.last ? html`<${When} at=${row.last.startedAt} />` : '—'],
    ['Next', row => html`<${When} at=${row.next} />`],
    ['', row => row.kind && html`<button type="button" onClick=${() => setAsked(row.kind)} aria-label=${`Run now: ${Names[row.kind]}`}>Run now…</button>`],
  ];
  const runs = [
    ['Run', run => Names[run.kind] ?? run.kind],
    ['Started', run => html`<${When} at=${run.startedAt} />`],
    ['Took', run => run.finishedAt ? milliseconds(run.startedAt, run.finishedAt) : '…', 'number'],
    ['Shards', run => `${formatNumber(run.shardsDone)} / ${formatNumber(run.shards)}`, 'number'],
    ['Members', run => formatNumber(run.members), 'number'],
    ['Points', run => run.report ? formatNumber(run.points) : formatSigned(run.points), 'number'],
    ['Failures', run => formatNumber(run.failures), 'number'],
    ['State', state],
  ];
  return html`
    <div class="bar"><button type="button" onClick=${loaded.reload}>Refresh</button><span role="status">${told}</span></div>
    ${asked && html`<${Confirm} title=${`${Names[asked]} now?`} action="Run now" close=${() => setAsked(undefined)} act=${() => start(asked)}><p>It does what the timer would do later. Whatever is done already is not done again.</p><//>`}
    <${Loaded} of=${loaded}>${data => html`
      <${Panel} title="Runs"><${Table} label="Runs" columns=${runs} rows=${data.runs} empty="No run has been started yet." /><//>
      <${Panel} title="Schedules"><${Table} label="Schedules" columns=${schedules} rows=${data.schedules} /><//>`}<//>`;
}
