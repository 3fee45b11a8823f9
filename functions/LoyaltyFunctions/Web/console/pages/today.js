import { html, useState } from '../view.js';
import { get, withQuery } from '../api.js';
import { Badge, Empty, Loaded, Panel, Progress, Table, Tile, When, useLoad } from '../parts.js';
import { DayChart } from '../chart.js';
import { formatMoney, formatNumber } from '../format.js';

const Spans = [7, 30, 90, 365];
const iso = date => date.toISOString().slice(0, 10);
const sum = (list, value) => list.reduce((total, one) => total + value(one), 0);
const points = (day, ...kinds) => sum(day.entries.filter(entry => kinds.includes(entry.kind)), entry => entry.points);

/** Every day of the span, those on which nothing happened included. */
function filled(from, to, days) {
  const known = new Map(days.map(day => [day.on, day]));
  const all = [];
  for (let at = new Date(`${from}T00:00:00Z`); iso(at) <= to; at.setUTCDate(at.getUTCDate() + 1))
    all.push(known.get(iso(at)) ?? { on: iso(at), deliveries: [], entries: [], sales: [] });
  return all;
}

async function load(span, signal) {
  const now = new Date();
  const [to, from] = [iso(now), iso(new Date(now - (span - 1) * 86400000))];
  const [figures, health, letters, runs, proofs, program] = await Promise.all([
    get(withQuery('/api/figures', { from, to }), signal),
    get('/api/health', signal).catch(fault => ({ status: 'unhealthy', dependencies: { hub: fault.message } })),
    get('/api/deadletters?limit=200', signal),
    get('/api/runs?limit=20', signal),
    get('/api/runs?kind=reconcile&limit=5', signal),
    get('/api/program', signal),
  ]);
  return { days: filled(from, to, figures.days), oldest: figures.oldestWork, health, letters: letters.items, runs: runs.items, proof: proofs.items.find(run => run.finishedAt), program };
}

function alarmsOf({ health, letters, oldest, proof, runs }) {
  const late = oldest && Date.now() - Date.parse(oldest) > 15 * 60000;
  return [
    ...Object.entries(health.dependencies).filter(([, says]) => !says.startsWith('healthy')).map(([name, says]) => `${name}: ${says}`),
    letters.length > 0 && `${formatNumber(letters.length)}${letters.length === 200 ? ' or more' : ''} ${letters.length === 1 ? 'dead letter waits' : 'dead letters wait'} for a decision`,
    late && 'Work has been waiting for more than a quarter of an hour',
    proof?.report?.differences > 0 && `The last reconciliation found ${formatNumber(proof.report.differences)} differences`,
    runs.some(run => run.failures > 0) && 'A recent run had failures; those members stay due',
  ].filter(Boolean);
}

function Ledger({ proof, program }) {
  if (!proof) return html`<${Empty}>No reconciliation has finished yet. Start one on the page <a href="#/runs">Runs</a>.<//>`;
  const { sums, tiers } = proof.report;
  const worth = program.redemption && sums.outstanding / program.redemption.points * Number(program.redemption.worth);
  const members = sum(Object.values(tiers), count => count);
  const names = new Map((program.tiers?.levels ?? []).map(level => [level.id, level.name ?? level.id]));
  return html`
    <dl class="tiles">
      <${Tile} label="Outstanding points" value=${formatNumber(sums.outstanding)} note=${worth !== undefined && worth !== null ? `worth ${formatMoney(worth, program.currency)}` : ''} />
      <${Tile} label="Issued in all" value=${formatNumber(sums.issued)} />
      <${Tile} label="Redeemed in all" value=${formatNumber(sums.redeemed)} />
      <${Tile} label="Expired in all" value=${formatNumber(sums.expired)} />
    </dl>
    <ul class="shares">${Object.entries(tiers).sort((a, b) => b[1] - a[1]).map(([tier, count]) => html`
      <li><label><span>${names.get(tier) ?? tier}</span><meter min="0" max=${members} value=${count}></meter></label>
      <output>${formatNumber(count)} · ${Math.round(count / members * 100)} %</output></li>`)}</ul>
    <p class="quiet">As of the reconciliation <${When} at=${proof.finishedAt} />.</p>`;
}

function Partners({ days }) {
  const rows = new Map();
  for (const { partner, status, count } of days.flatMap(day => day.deliveries)) {
    const row = rows.get(partner) ?? { id: partner, processed: 0, waiting: 0, parked: 0 };
    row[status] += count;
    rows.set(partner, row);
  }
  const columns = [
    ['Partner', row => row.id],
    ['Processed', row => formatNumber(row.processed), 'number'],
    ['Waited', row => formatNumber(row.waiting), 'number'],
    ['Parked', row => row.parked > 0 ? html`<${Badge} tone="bad">${formatNumber(row.parked)}<//>` : '0', 'number'],
  ];
  return html`<${Table} label="Deliveries by partner" columns=${columns} rows=${[...rows.values()].sort((a, b) => b.processed - a.processed)} empty="No deliveries in these days." />`;
}

function View({ data, span }) {
  const { days, oldest, health, program } = data;
  const [today, alarms] = [days.at(-1), alarmsOf(data)];
  const going = data.runs.filter(run => !run.finishedAt);
  const revenue = day => sum(day.sales.filter(sale => sale.currency === program.currency), sale => Number(sale.amount));
  const count = (day, status) => sum(day.deliveries.filter(one => one.status === status), one => one.count);
  const money = amount => formatMoney(amount, program.currency);
  return html`
    ${alarms.length > 0
      ? html`<div class="note bad" role="status"><strong>${alarms.length === 1 ? 'One thing needs' : `${alarms.length} things need`} attention</strong><ul>${alarms.map(text => html`<li>${text}</li>`)}</ul></div>`
      : html`<p class="note good" role="status">All is well: the hub is ${health.status}, nothing is parked.</p>`}
    <dl class="tiles" aria-label="Today">
      <${Tile} label="Sales today" value=${formatNumber(sum(today.sales, sale => sale.count))} note=${money(revenue(today))} />
      <${Tile} label="Points issued today" value=${formatNumber(points(today, 'earn', 'bonus', 'release'))} />
      <${Tile} label="Redeemed today" value=${formatNumber(-points(today, 'redeem'))} />
      <${Tile} label="Expired today" value=${formatNumber(-points(today, 'expire'))} />
      <${Tile} label="Deliveries today" value=${formatNumber(sum(today.deliveries, one => one.count))} note=${count(today, 'parked') > 0 ? `${count(today, 'parked')} parked` : 'none parked'} />
      <${Tile} label="Oldest work" value=${oldest ? html`<${When} at=${oldest} />` : 'none waits'} />
    </dl>
    ${going.length > 0 && html`<${Panel} title="Runs in progress">${going.map(run => html`<${Progress} label=${`${run.kind}: ${run.shardsDone} of ${run.shards} shards`} done=${run.shardsDone} of=${run.shards} />`)}<//>`}
    <div class="columns">
      <${Panel} title="Sales">
        <${DayChart} title=${`Sales by day, ${program.currency}`} days=${days} bars series=${[{ label: 'Sales', colour: 'blue', of: revenue, format: money }]} />
      <//>
      <${Panel} title="Points">
        <${DayChart} title="Points by day" days=${days} series=${[
          { label: 'Issued', colour: 'green', of: day => points(day, 'earn', 'bonus', 'release') },
          { label: 'Redeemed', colour: 'blue', of: day => -points(day, 'redeem'), dash: [6, 3] },
          { label: 'Expired', colour: 'amber', of: day => -points(day, 'expire'), dash: [2, 3] },
          { label: 'Taken back', colour: 'red', of: day => -points(day, 'reverse'), dash: [10, 4] },
        ]} />
      <//>
      <${Panel} title="Deliveries">
        <${DayChart} title="Deliveries by day" days=${days} series=${[
          { label: 'Processed', colour: 'green', of: day => count(day, 'processed') },
          { label: 'Waited', colour: 'amber', of: day => count(day, 'waiting'), dash: [6, 3] },
          { label: 'Parked', colour: 'red', of: day => count(day, 'parked'), dash: [2, 3] },
        ]} />
      <//>
      <${Panel} title="Programme"><${Ledger} ...${data} /><//>
      <${Panel} title=${`Partners, last ${span} days`}><${Partners} days=${days} /><//>
      <${Panel} title="Health"><${Table} label="Dependencies" columns=${[['Dependency', row => row.id], ['State', row => html`<${Badge} tone=${row.says.startsWith('healthy') ? 'good' : 'bad'}>${row.says}<//>`]]} rows=${Object.entries(health.dependencies).map(([id, says]) => ({ id, says }))} /><//>
    </div>`;
}

export function Today() {
  const [span, setSpan] = useState(30);
  const loaded = useLoad(signal => load(span, signal), [span]);
  return html`
    <div class="bar">
      <label>Days <select value=${span} onChange=${event => setSpan(Number(event.target.value))}>${Spans.map(days => html`<option value=${days}>${days}</option>`)}</select></label>
      <button type="button" onClick=${loaded.reload}>Refresh</button>
    </div>
    <${Loaded} of=${loaded}>${data => html`<${View} data=${data} span=${span} />`}<//>`;
}
