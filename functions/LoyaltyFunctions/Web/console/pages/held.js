// What is held back of members, and the way to let it go on.
import { html, useState } from '../view.js';
import { get, post } from '../api.js';
import { Badge, Confirm, Loaded, Panel, Table, useLoad } from '../parts.js';
import { formatDate, formatNumber } from '../format.js';

const Reasons = {
  'cooling-down': 'an address was changed: no redemptions', velocity: 'too many redemptions', purchases: 'too many purchases: their points wait', visits: 'too many visits',
  'many-cards': 'sales to many cards', 'own-card': 'staff on their own card', staff: 'a staff card', referral: 'a referral of themself',
};

export function Held() {
  const loaded = useLoad(signal => get('/api/holds?limit=200', signal), []);
  const [asked, setAsked] = useState();
  const [told, setTold] = useState('');
  const lift = async values => {
    await post(`/api/members/${asked.memberId}/holds/lift`, { hold: asked.reason, ...values });
    setTold('It goes on.');
    loaded.reload();
  };
  const columns = [
    ['Member', hold => html`<a href=${`#/member/${hold.memberId}`}>${hold.memberId}</a>`],
    ['Held back', hold => html`<${Badge} tone="amber">${hold.reason}<//> ${Reasons[hold.reason] ?? ''}`],
    ['Through', hold => hold.through ? formatDate(hold.through) : 'until it is lifted'],
    ['Points that wait', hold => hold.withheld ? formatNumber(hold.withheld) : '—', 'number'],
    ['', hold => html`<button type="button" onClick=${() => setAsked(hold)} aria-label=${`Lift ${hold.reason} of ${hold.memberId}`}>Lift…</button>`],
  ];
  const rows = data => data.items.flatMap(member => member.holds.map(hold => ({ ...hold, memberId: member.memberId, key: `${member.memberId}-${hold.reason}` })));
  return html`
    <div class="bar"><button type="button" onClick=${loaded.reload}>Refresh</button><span role="status">${told}</span></div>
    ${asked && html`<${Confirm} title="Let it go on?" action="Lift" close=${() => setAsked(undefined)} act=${lift}
      fields=${[{ label: 'Reason', name: 'reason', required: true, maxlength: 64 }, { label: 'Approved by', name: 'approvedBy', required: true, maxlength: 64 }]}>
      <p><code>${asked.memberId}</code>: ${Reasons[asked.reason] ?? asked.reason}. What waited because of it is given at once.</p><//>`}
    <${Loaded} of=${loaded}>${data => html`<${Panel} title="Held back"><${Table} label="Held back" columns=${columns} rows=${rows(data)} empty="Nothing is held back." /><//>`}<//>`;
}
