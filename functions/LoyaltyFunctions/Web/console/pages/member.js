import { html, useState } from '../view.js';
import { call, get, post, withQuery } from '../api.js';
import { Badge, Confirm, Empty, Fault, Loaded, Panel, Progress, Table, Tile, useLoad } from '../parts.js';
import { checkChain } from '../hash.js';
import { formatDate, formatInstant, formatNumber, formatSigned, words } from '../format.js';

const Types = ['card', 'email', 'phone', 'app', 'customer'];
const Reasons = [['member-request', 'The member asked for it'], ['inactivity', 'Nobody has come for years'], ['legal', 'The law asks for it'], ['mistake', 'Enrolled by mistake']];
const go = id => { location.hash = `#/member/${id}`; };

function LookUp() {
  const [fault, setFault] = useState();
  const [busy, setBusy] = useState(false);
  const submit = async event => {
    event.preventDefault();
    const { type, value } = Object.fromEntries(new FormData(event.target));
    setBusy(true);
    setFault(undefined);
    try {
      if (type === 'member') return go(value.trim());
      go((await get(withQuery('/api/members/lookup', { type, value: value.trim() }))).memberId);
    } catch (e) {
      setFault(e.status === 404 ? { message: 'Nobody is known by that.' } : e);
    } finally {
      setBusy(false);
    }
  };
  return html`<form class="bar" role="search" onSubmit=${submit}>
    <label>Identity <select name="type">${Types.map(type => html`<option>${type}</option>`)}<option value="member">member id</option></select></label>
    <label class="wide">Value <input name="value" required autocomplete="off" /></label>
    <button type="submit" class="primary" disabled=${busy}>Find</button>
    ${fault && html`<${Fault} fault=${fault} />`}
  </form>`;
}

/** The whole history with what was hashed, page by page. */
async function entriesOf(id, signal) {
  const entries = [];
  for (let cursor = ''; cursor !== undefined;) {
    const page = await get(withQuery(`/api/members/${id}/entries`, { limit: 200, include: 'content', cursor }), signal);
    entries.push(...page.items);
    cursor = page.next;
  }
  return entries;
}

async function load(id, signal) {
  const member = await get(`/api/members/${encodeURIComponent(id)}`, signal);
  const at = `/api/members/${member.memberId}`;
  const [entries, offers, rewards, benefits, progress] = await Promise.all([
    entriesOf(member.memberId, signal), ...['offers', 'rewards', 'benefits', 'progress'].map(what => get(`${at}/${what}`, signal)),
  ]);
  return { member, entries, offers: offers.items, rewards: rewards.items, benefits: benefits.items, progress: progress.items, chain: await checkChain(entries) };
}

function Lots({ expiring }) {
  if (expiring.length === 0) return html`<${Empty}>No points expire.<//>`;
  const most = Math.max(...expiring.map(lot => lot.points));
  return html`<ul class="shares">${expiring.map(lot => html`
    <li><label><span>${formatDate(lot.on)}</span><meter min="0" max=${most} value=${lot.points}></meter></label><output>${formatNumber(lot.points)}</output></li>`)}</ul>`;
}

function Profile({ member }) {
  const facts = [
    ['Given name', member.givenName], ['Family name', member.familyName], ['E-mail', member.email], ['Phone', member.phone],
    ['Birthday', member.birthDate && formatDate(member.birthDate)], ['Language', member.locale], ['Home store', member.homeStoreId],
    ['Known by', member.identities.map(identity => `${identity.type} ${identity.value}`).join(', ')],
  ].filter(([, value]) => value);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <h3>Consents</h3>
    <ul class="chips">${['email', 'sms', 'push', 'profiling'].map(name => html`<li><${Badge} tone=${member.consents[name] ? 'good' : ''}>${name}: ${member.consents[name] === undefined ? 'not asked' : member.consents[name] ? 'yes' : 'no'}<//></li>`)}</ul>`;
}

function Chain({ chain }) {
  return chain.ok
    ? html`<p class="note good" role="status" id="chain">Checked in this browser: all ${formatNumber(chain.entries)} hashes fit.</p>`
    : html`<p class="note bad" role="alert" id="chain"><strong>The history was tampered with.</strong> Entry ${chain.seq}${chain.memberId ? ` of ${chain.memberId}` : ''}: ${chain.reason}.</p>`;
}

function History({ entries, chain }) {
  const columns = [
    ['No.', entry => entry.seq, 'number'],
    ['Occurred', entry => html`<time datetime=${entry.occurredAt} title=${`recorded ${formatInstant(entry.recordedAt)}`}>${formatInstant(entry.occurredAt)}</time>`],
    ['Kind', entry => html`<${Badge} tone=${entry.points < 0 ? 'amber' : entry.points > 0 ? 'good' : ''}>${entry.kind}<//>`],
    ['Points', entry => formatSigned(entry.points), 'number'],
    ['Balance', entry => formatNumber(entry.balance), 'number'],
    ['From', entry => [entry.source.partner, entry.source.storeId, entry.source.receiptId ?? entry.source.reference].filter(Boolean).join(' · ')],
    ['Rules', entry => entry.rules.length > 0 ? html`<ul class="chips">${entry.rules.map(rule => html`<li><${Badge}>${rule.id} ${formatSigned(rule.points)}<//></li>`)}</ul>` : entry.reason ?? '—'],
    ['Hash', entry => html`<code title=${entry.hash} class=${!chain.ok && chain.seq === entry.seq && chain.memberId === entry.memberId ? 'bad' : ''}>${entry.hash.slice(0, 8)}</code>`],
  ];
  return html`${entries.length > 0 && html`<${Chain} chain=${chain} />`}<${Table} label="History" columns=${columns} rows=${entries.map(entry => ({ ...entry, key: `${entry.memberId}-${entry.seq}` }))} empty="No entries yet." />`;
}

function Open({ offers, rewards, benefits, progress }) {
  const state = one => html`<${Badge} tone=${one.open ? 'good' : ''}>${one.open ? 'open' : words(one.reason ?? 'closed')}<//>`;
  const offered = one => one.open && one.until
    ? html`<${Badge} tone="good">open until ${formatDate(one.until)}, ${one.grantUses === 1 ? 'once' : `${formatNumber(one.grantUses)} times`}<//>`
    : one.activate ? html`<${Badge} tone="amber">waits to be activated<//>` : state(one);
  return html`
    ${progress.map(one => html`<${Progress} label=${`${one.id}: ${formatNumber(one.done)} of ${formatNumber(one.goal)}${one.kind === 'tier' ? ' points' : ''}`} done=${one.done} of=${one.goal} />`)}
    <${Table} label="Offers" columns=${[['Offer', one => one.name ?? one.id], ['On', one => one.on], ['Now', offered]]} rows=${offers} empty="The programme has no offers." />
    <${Table} label="Rewards" columns=${[['Reward', one => one.name ?? one.id], ['Points', one => formatNumber(one.points), 'number'], ['In', one => one.stores?.join(', ') ?? 'all stores'], ['Now', state]]} rows=${rewards} empty="The programme has no rewards." />
    ${benefits.length > 0 && html`<ul class="chips">${benefits.map(one => html`<li><${Badge} tone=${one.open ? 'good' : ''}>${words(one.id)} · ${one.tier}<//></li>`)}</ul>`}`;
}

function download(name, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Actions({ member, reload }) {
  const [asked, setAsked] = useState();
  const [told, setTold] = useState();
  const [fault, setFault] = useState();
  const at = `/api/members/${member.memberId}`;
  const done = text => { setTold(text); reload(); };
  const dialogs = {
    adjust: html`<${Confirm} title="Adjust the balance" action="Adjust" close=${() => setAsked(undefined)}
      fields=${[{ label: 'Points, more or fewer', name: 'points', type: 'number', required: true, step: 1 }, { label: 'Reason', name: 'reason', required: true }, { label: 'Approved by', name: 'approvedBy', required: true }]}
      act=${async ({ points, ...rest }) => { await post(`${at}/adjustments`, { points: Number(points), ...rest }); done('The balance was adjusted.'); }} />`,
    merge: html`<${Confirm} title="Merge another member into this one" action="Merge" danger close=${() => setAsked(undefined)}
      fields=${[{ label: 'The other member’s id', name: 'from', required: true, pattern: 'm[0-9a-z]{26}' }]}
      act=${async ({ from }) => { await post(`${at}/merge`, { from }); done('The members are one now.'); }}>
      <p>History, identities and points of the other member come here; the other id redirects. This cannot be undone.</p><//>`,
    erase: html`<${Confirm} title="Erase this member" action="Erase for good" danger close=${() => setAsked(undefined)}
      fields=${[{ label: 'Reason', children: html`<select name="reason">${Reasons.map(([word, text]) => html`<option value=${word}>${text}</option>`)}</select>` }, { label: 'Type ERASE', name: 'sure', required: true, pattern: 'ERASE', autocomplete: 'off' }]}
      act=${async ({ reason }) => { await call('DELETE', withQuery(at, { reason })); location.hash = '#/member'; dispatchEvent(new CustomEvent('told', { detail: 'The member was erased.' })); }}>
      <p>Profile and identities are gone at once, in every connected system too. The history of points stays without them. This cannot be undone.</p><//>`,
  };
  const save = async () => {
    setFault(undefined);
    try { download(`${member.memberId}.json`, await get(`${at}/export`)); } catch (e) { setFault(e); }
  };
  return html`<div class="bar">
    <button type="button" onClick=${() => setAsked('adjust')}>Adjust…</button>
    <button type="button" onClick=${() => setAsked('merge')}>Merge…</button>
    <button type="button" onClick=${save}>Export</button>
    <button type="button" class="danger" onClick=${() => setAsked('erase')}>Erase…</button>
    <span role="status">${told}</span>
    ${fault && html`<${Fault} fault=${fault} />`}
    ${asked && dialogs[asked]}
  </div>`;
}

function View({ data, reload }) {
  const { member, entries, chain } = data;
  const { balance, tier } = member;
  return html`
    <h2 class="who">${[member.givenName, member.familyName].filter(Boolean).join(' ') || 'Member'} <code>${member.memberId}</code></h2>
    <${Actions} member=${member} reload=${reload} />
    <dl class="tiles">
      <${Tile} label="Points" value=${formatNumber(balance.points)} />
      <${Tile} label="Available" value=${formatNumber(balance.available)} note=${balance.reserved > 0 ? `${formatNumber(balance.reserved)} reserved` : ''} />
      <${Tile} label="Pending" value=${formatNumber(balance.pending)} />
      <${Tile} label="Tier" value=${tier.name} note=${`until ${formatDate(tier.until)}`} />
      <${Tile} label="Qualifying points" value=${formatNumber(tier.qualifyingPoints)} note=${tier.nextTier ? `${formatNumber(tier.pointsToNext)} more for ${tier.nextTier}` : ''} />
    </dl>
    <div class="columns">
      <div>
        <${Panel} title="Profile"><${Profile} member=${member} /><//>
        <${Panel} title="Points by last day"><${Lots} expiring=${balance.expiring} /><//>
      </div>
      <${Panel} title="Open to this member"><${Open} ...${data} /><//>
    </div>
    <${Panel} title="History"><${History} entries=${entries} chain=${chain} /><//>`;
}

function Opened({ id }) {
  const loaded = useLoad(signal => load(id, signal), [id]);
  if (loaded.fault?.status === 404) return html`<${Empty}>There is no such member, or not any more.<//>`;
  return html`<${Loaded} of=${loaded}>${data => html`<${View} data=${data} reload=${loaded.reload} />`}<//>`;
}

export function Member({ at: [id] }) {
  return html`<${LookUp} />${id ? html`<${Opened} key=${id} id=${id} />` : html`<${Empty}>Find a member by a card, an e-mail address, a phone number or an id.<//>`}`;
}
