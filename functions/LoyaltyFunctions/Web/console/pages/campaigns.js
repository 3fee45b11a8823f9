// Campaigns of the programme: what is left of their budgets, and whether they brought more than they cost.
import { html, useEffect, useState } from '../view.js';
import { get, post } from '../api.js';
import { Badge, Confirm, Empty, Loaded, Panel, Progress, Table, Tile, useLoad } from '../parts.js';
import { formatMoney, formatNumber } from '../format.js';

const PollAfter = 1000;
const Year = 365 * 86_400_000;
const iso = at => new Date(at).toISOString().slice(0, 10);
const money = value => value ? formatMoney(value.amount, value.currency) : '—';
const Budget = ({ budget }) => budget
  ? html`<${Progress} label=${`${formatNumber(budget.spent)} of ${formatNumber(budget.points)} points given`} done=${budget.spent} of=${budget.points} />`
  : html`<span>none</span>`;

function Report({ campaign, id }) {
  const loaded = useLoad(signal => get(`/api/campaigns/${encodeURIComponent(campaign)}/reports/${id}`, signal), [campaign, id]);
  const going = loaded.data?.status === 'running';
  useEffect(() => {
    if (!going || loaded.loading) return undefined;
    const timer = setTimeout(loaded.reload, PollAfter);
    return () => clearTimeout(timer);
  }, [going, loaded.loading]);
  const groups = [
    ['Group', row => row.key], ['Members', row => formatNumber(row.members), 'number'], ['Bought', row => formatNumber(row.buyers), 'number'],
    ['Visits', row => formatNumber(row.visits), 'number'], ['Sales', row => money(row.sales), 'number'], ['Margin', row => money(row.margin), 'number'],
  ];
  return html`<${Panel} title=${`Report on ${campaign}`}><${Loaded} of=${loaded}>${report => html`
    ${going && html`<${Progress} label=${`${report.shardsDone} of ${report.shards} counted`} done=${report.shardsDone} of=${report.shards} />`}
    <p><strong>${report.statement}</strong></p>
    <dl class="tiles">
      <${Tile} label="Points given" value=${formatNumber(report.points.net)} note=${`${money(report.points.cost)}; ${formatNumber(report.points.takenBack)} taken back`} />
      <${Tile} label="Members reached" value=${formatNumber(report.reached.members)} note=${`${formatNumber(report.reached.redemptions)} redemptions`} />
      <${Tile} label="Extra margin" value=${money(report.payback?.extraMargin)} />
      <${Tile} label="Less what it cost" value=${money(report.payback?.result)} />
    </dl>
    <${Table} label="Groups" columns=${groups} rows=${[{ key: 'addressed', ...report.addressed }, { key: 'held out', ...report.heldOut }]} />`}<//><//>`;
}

export function Campaigns() {
  const loaded = useLoad(async signal => {
    const [campaigns, budgets] = await Promise.all([get('/api/campaigns', signal), get('/api/program/budgets', signal)]);
    return { campaigns: campaigns.items, budgets: budgets.items.filter(budget => budget.kind !== 'campaign') };
  }, []);
  const [shown, setShown] = useState();
  const [asked, setAsked] = useState();
  const count = async days => setShown({ campaign: asked.id, id: (await post(`/api/campaigns/${encodeURIComponent(asked.id)}/reports`, days)).id });
  const days = asked && [
    { label: 'From', name: 'from', type: 'date', required: true, value: asked.from?.slice(0, 10) ?? iso(Date.now() - Year) },
    { label: 'To', name: 'to', type: 'date', required: true, value: asked.until?.slice(0, 10) ?? iso(Date.now()) },
  ];
  const columns = [
    ['Campaign', row => row.name ?? row.id],
    ['From', row => row.from ?? '—'], ['Until', row => row.until ?? '—'],
    ['Held out', row => row.holdOutPercent > 0 ? html`<${Badge}>${row.holdOutPercent} %<//>` : '—'],
    ['Budget', row => html`<${Budget} budget=${row.budget} />`],
    ['', row => html`<span class="row">
      ${row.report && html`<button type="button" onClick=${() => setShown({ campaign: row.id, id: row.report })} aria-label=${`Newest report on ${row.id}`}>Newest report</button>`}
      <button type="button" onClick=${() => setAsked(row)} aria-label=${`Report on ${row.id}`}>Report…</button></span>`],
  ];
  const budgets = [['Rule', row => row.id], ['Budget', row => html`<${Budget} budget=${row} />`], ['Left', row => formatNumber(row.left), 'number']];
  return html`
    <div class="bar"><button type="button" onClick=${loaded.reload}>Refresh</button></div>
    ${asked && html`<${Confirm} title=${`Report on ${asked.name ?? asked.id}`} action="Count" close=${() => setAsked(undefined)} act=${count} fields=${days}>
      <p>Those whom the campaign addressed are compared with those who were held out, over these days.</p><//>`}
    ${shown && html`<${Report} key=${shown.id} ...${shown} />`}
    <${Loaded} of=${loaded}>${data => html`
      <${Panel} title="Campaigns"><${Table} label="Campaigns" columns=${columns} rows=${data.campaigns} empty="The programme has no campaigns." /><//>
      <${Panel} title="Budgets of rules">${data.budgets.length > 0 ? html`<${Table} label="Budgets of rules" columns=${budgets} rows=${data.budgets} />` : html`<${Empty}>No rule has a budget of its own.<//>`}<//>`}<//>`;
}
