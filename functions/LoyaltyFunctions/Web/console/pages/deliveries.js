import { html, useState } from '../view.js';
import { get, post, withQuery } from '../api.js';
import { Badge, Confirm, Empty, Fault, Loaded, Panel, Progress, Table, When, useLoad } from '../parts.js';
import { formatInstant, formatNumber, milliseconds } from '../format.js';

const Tabs = [['in', 'In'], ['out', 'Out'], ['letters', 'Dead letters']];
const Steps = { verified: 'signature verified', received: 'received and stored', takenUp: 'taken from the queue', parsed: 'parsed', committed: 'decided and committed', published: 'published' };
const Outcomes = { Taken: 'delivered to', NothingToTell: 'nothing to tell', Failed: 'tried in vain:', Refused: 'refused by', Gone: 'not wanted any more by' };
const Tones = { processed: 'good', Taken: 'good', waiting: 'amber', NothingToTell: 'plain' };
const tone = status => Tones[status] ?? 'bad';

/** A list that grows page by page. */
function usePages(path, inputs) {
  const [more, setMore] = useState([]);
  const [fault, setFault] = useState();
  const loaded = useLoad(async signal => { setMore([]); return get(path, signal); }, [path, ...inputs]);
  const next = more.length > 0 ? more.at(-1).next : loaded.data?.next;
  const load = async () => {
    try { const page = await get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`); setMore(before => [...before, page]); } catch (e) { setFault(e); }
  };
  const items = [loaded.data, ...more].flatMap(page => page?.items ?? []);
  return { ...loaded, items, more: next && html`<button type="button" onClick=${load}>Older</button>${fault && html`<${Fault} fault=${fault} />`}` };
}

/** The last step: who was told of what came of it, and when. */
function Told({ delivery, first }) {
  const told = useLoad(signal => delivery.entries.length > 0 ? get(`/api/attempts?delivery=${encodeURIComponent(delivery.id)}`, signal) : Promise.resolve({ items: [] }), [delivery.id]);
  return html`<${Loaded} of=${told}>${({ items }) => items.length > 0
    ? html`<ol class="steps" id="told">${items.map(one => html`<li><span>${one.type.replace('loyalty.', '')} ${Outcomes[one.outcome] ?? one.outcome} ${one.target}${one.outcome !== 'Taken' && one.reason ? `: ${one.reason}` : ''}${one.attempt > 1 ? ` (attempt ${one.attempt})` : ''}</span><time datetime=${one.at} title=${formatInstant(one.at)}>+ ${milliseconds(first, one.at)}</time></li>`)}</ol>`
    : html`<${Empty}>Nobody else was told of it.<//>`}<//>`;
}

function Detail({ delivery }) {
  const first = delivery.steps[0]?.at;
  return html`<${Panel} title=${`Delivery ${delivery.id}`}>
    <p><${Badge} tone=${tone(delivery.status)}>${delivery.status}<//> from <strong>${delivery.partner}</strong>${delivery.reason && html`: ${delivery.reason}`}</p>
    <div class="columns">
      <div><h3>Steps</h3><ol class="steps">${delivery.steps.map(step => html`<li><span>${Steps[step.step] ?? step.step}</span><time datetime=${step.at} title=${formatInstant(step.at)}>+ ${milliseconds(first, step.at)}</time></li>`)}</ol>
        <h3>Told to others</h3><${Told} delivery=${delivery} first=${first} />
        <h3>Entries</h3>${delivery.entries.length > 0
          ? html`<ul>${delivery.entries.map(entry => html`<li><a href=${`#/member/${entry.memberId}`}>${entry.memberId}</a> no. ${entry.seq}</li>`)}</ul>`
          : html`<${Empty}>It made no entries.<//>`}</div>
      <div><h3>Payload, personal data masked</h3><pre tabindex="0" aria-label="Payload">${delivery.payload ?? 'Listed deliveries show it; of this one only what became of it is at hand.'}</pre></div>
    </div>
  <//>`;
}

function In({ id }) {
  const [filter, setFilter] = useState({ partner: '', status: '' });
  const [chosen, setChosen] = useState();
  const partners = useLoad(signal => get('/api/partners', signal), []);
  const list = usePages(withQuery('/api/deliveries', { limit: 50, ...filter }), []);
  const asked = useLoad(signal => id ? get(`/api/deliveries/${encodeURIComponent(id)}`, signal) : Promise.resolve({ none: true }), [id]);
  const columns = [
    ['Received', row => html`<${When} at=${row.receivedAt} />`],
    ['Partner', row => row.partner],
    ['Outcome', row => html`<${Badge} tone=${tone(row.status)}>${row.status}<//>`],
    ['Reason', row => row.reason ?? '—'],
    ['Entries', row => formatNumber(row.entries.length), 'number'],
    ['Took', row => row.steps.length > 2 ? milliseconds(row.steps[0].at, row.steps.at(-1).at) : '—', 'number'],
    ['', row => html`<button type="button" onClick=${() => setChosen(row)} aria-label=${`Open delivery ${row.id}`}>Open</button>`],
  ];
  const pick = name => event => { setChosen(undefined); setFilter({ ...filter, [name]: event.target.value }); };
  const shown = chosen ?? (asked.data?.none ? undefined : asked.data);
  return html`
    <div class="bar">
      <label>Partner <select value=${filter.partner} onChange=${pick('partner')}><option value="">all</option>${partners.data?.items.map(partner => html`<option>${partner.id}</option>`)}</select></label>
      <label>Outcome <select value=${filter.status} onChange=${pick('status')}><option value="">all</option><option>processed</option><option>waiting</option><option>parked</option></select></label>
      <button type="button" onClick=${list.reload}>Refresh</button>
    </div>
    ${asked.fault && html`<${Fault} fault=${asked.fault} />`}
    ${shown && html`<${Detail} delivery=${shown} />`}
    <${Loaded} of=${list}>${() => html`<${Table} label="Deliveries" columns=${columns} rows=${list.items} empty="Nothing was delivered that fits." />${list.more}`}<//>`;
}

function Out() {
  const list = usePages('/api/attempts?limit=50', []);
  const columns = [
    ['When', row => html`<${When} at=${row.at} />`],
    ['Target', row => row.target],
    ['Event', row => row.type],
    ['Attempt', row => row.attempt, 'number'],
    ['Outcome', row => html`<${Badge} tone=${tone(row.outcome)}>${row.outcome}<//>`],
    ['Reason', row => row.reason || '—'],
  ];
  return html`<div class="bar"><button type="button" onClick=${list.reload}>Refresh</button></div>
    <${Loaded} of=${list}>${() => html`<${Table} label="Attempts" columns=${columns} rows=${list.items.map((row, at) => ({ ...row, key: `${row.notice}-${row.attempt}-${at}` }))} empty="Nobody was told of anything yet: no subscriber and no connected system is set up, or nothing has happened." />${list.more}`}<//>`;
}

function Letters() {
  const list = usePages('/api/deadletters?limit=200', []);
  const [chosen, setChosen] = useState(new Set());
  const [asked, setAsked] = useState(false);
  const [progress, setProgress] = useState();
  const ids = list.items.map(letter => letter.id).filter(id => chosen.has(id));
  const toggle = id => setChosen(before => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next; });
  const replay = async all => {
    const faults = [];
    for (const [done, id] of all.entries()) {
      setProgress({ done, of: all.length });
      try { await post(`/api/deadletters/${id}/replay`); } catch (e) { faults.push(`${id}: ${e.message}`); }
    }
    setProgress({ done: all.length, of: all.length, faults });
    setChosen(new Set());
    list.reload();
  };
  const columns = [
    [html`<input type="checkbox" aria-label="Choose all" checked=${ids.length > 0 && ids.length === list.items.length} onChange=${event => setChosen(new Set(event.target.checked ? list.items.map(letter => letter.id) : []))} />`,
      letter => html`<input type="checkbox" aria-label=${`Choose ${letter.id}`} checked=${chosen.has(letter.id)} onChange=${() => toggle(letter.id)} />`],
    ['Received', letter => html`<${When} at=${letter.receivedAt} />`],
    ['Partner or target', letter => letter.partner],
    ['Reason', letter => letter.reason],
    ['', letter => html`<span class="row">
      ${letter.deliveryId?.startsWith('d') && html`<a href=${`#/deliveries/in/${letter.deliveryId}`}>Show</a>`}
      <button type="button" onClick=${() => replay([letter.id])} aria-label=${`Replay ${letter.id}`}>Replay</button></span>`],
  ];
  return html`
    <div class="bar">
      <button type="button" class="primary" disabled=${ids.length === 0} onClick=${() => setAsked(true)}>Replay ${formatNumber(ids.length)} chosen</button>
      <button type="button" onClick=${list.reload}>Refresh</button>
    </div>
    ${progress && html`<div role="status"><${Progress} label=${`${formatNumber(progress.done)} of ${formatNumber(progress.of)} sent through the queue again`} done=${progress.done} of=${progress.of} />
      ${progress.faults?.length > 0 && html`<ul class="bad">${progress.faults.map(text => html`<li>${text}</li>`)}</ul>`}</div>`}
    ${asked && html`<${Confirm} title=${`Replay ${formatNumber(ids.length)} dead letters`} action="Replay" close=${() => setAsked(false)} act=${async () => { replay(ids); }}>
      <p>Each goes through its queue again. What it did before it does not do twice; what still cannot be done becomes a dead letter again.</p><//>`}
    <${Loaded} of=${list}>${() => html`<${Table} label="Dead letters" columns=${columns} rows=${list.items} empty="No dead letters: everything could be processed and delivered." />${list.more}`}<//>`;
}

export function Deliveries({ at: [tab = 'in', id] }) {
  const [name] = Tabs.find(([known]) => known === tab) ?? Tabs[0];
  return html`
    <nav class="tabs" aria-label="Kinds of deliveries">${Tabs.map(([to, label]) => html`<a href=${`#/deliveries/${to}`} aria-current=${to === name ? 'page' : undefined}>${label}</a>`)}</nav>
    ${name === 'in' && html`<${In} id=${id} />`}${name === 'out' && html`<${Out} />`}${name === 'letters' && html`<${Letters} />`}`;
}
