// What a programme would have cost: the purchases of a period once more, under the version that holds and under the one in the editor.
import { html, useEffect, useState } from '../view.js';
import { get, post } from '../api.js';
import { BarPairs } from '../bars.js';
import { Fault, Panel, Progress, Table, Tile } from '../parts.js';
import { formatMoney, formatNumber, formatSigned } from '../format.js';

const PollAfter = 500;
const Sums = [['issued', 'Issued'], ['redeemed', 'Redeemed'], ['reversed', 'Taken back'], ['expired', 'Expired'], ['outstanding', 'Outstanding']];
const iso = date => date.toISOString().slice(0, 10);
const money = value => value ? formatMoney(value.amount, value.currency) : '';

function Report({ report }) {
  const { current, candidate, difference } = report;
  const rules = [...new Set([...current.rules, ...candidate.rules].map(rule => rule.id))].sort();
  const given = (side, id) => side.rules.find(rule => rule.id === id)?.points ?? 0;
  const tiers = [...new Set([...current.tiers, ...candidate.tiers].map(tier => tier.id))];
  const held = (side, id) => side.tiers.find(tier => tier.id === id)?.members ?? 0;
  return html`
    <dl class="tiles">
      <${Tile} label="Points issued" value=${formatSigned(difference.issued)} note=${`${formatNumber(current.issued)} now, ${formatNumber(candidate.issued)} then`} />
      <${Tile} label="Liability" value=${difference.liability ? money(difference.liability) : formatSigned(difference.outstanding)} note=${candidate.liability ? `${money(candidate.liability)} then` : 'in points'} />
      <${Tile} label="Members raised" value=${formatSigned(difference.raised)} note=${`${formatSigned(difference.lowered)} lowered`} />
      <${Tile} label="Replayed" value=${formatNumber(report.purchases)} note=${`purchases of ${formatNumber(report.members)} members`} />
    </dl>
    <div class="columns">
      <${BarPairs} title="Points" rows=${Sums.map(([name, label]) => [label, current[name], candidate[name]])} />
      <${BarPairs} title="Members by tier" rows=${tiers.map(id => [id, held(current, id), held(candidate, id)])} />
    </div>
    <${Table} label="Points by rule" columns=${[
      ['Rule', id => id],
      ['Now', id => formatNumber(given(current, id)), 'number'],
      ['Then', id => formatNumber(given(candidate, id)), 'number'],
      ['Difference', id => formatSigned(given(candidate, id) - given(current, id)), 'number'],
    ]} rows=${rules} />`;
}

export function Simulation({ text, ready }) {
  const [run, setRun] = useState();
  const [fault, setFault] = useState();
  const going = run && run.status !== 'finished' && !run.finishedAt;
  useEffect(() => {
    if (!going) return undefined;
    const timer = setTimeout(() => get(`/api/program/simulations/${run.id}`).then(setRun, setFault), PollAfter);
    return () => clearTimeout(timer);
  }, [run]);
  const start = async event => {
    event.preventDefault();
    const { from, to } = Object.fromEntries(new FormData(event.target));
    setFault(undefined);
    setRun(undefined);
    try {
      const { id } = await post('/api/program/simulations', { program: JSON.parse(text), from, to });
      setRun(await get(`/api/program/simulations/${id}`));
    } catch (e) {
      setFault(e);
    }
  };
  const now = new Date();
  return html`<${Panel} title="What would it have cost?">
    <form class="bar" onSubmit=${start}>
      <label>From <input type="date" name="from" required value=${iso(new Date(now - 90 * 86400000))} /></label>
      <label>To <input type="date" name="to" required value=${iso(now)} /></label>
      <button type="submit" disabled=${!ready || going}>Simulate</button>
    </form>
    ${fault && html`<${Fault} fault=${fault} />`}
    <div role="status">${going && html`<${Progress} label=${`${formatNumber(run.shardsDone)} of ${formatNumber(run.shards)} shards`} done=${run.shardsDone} of=${run.shards} />`}</div>
    ${run && !going && html`<${Report} report=${run.report} />`}
  <//>`;
}
