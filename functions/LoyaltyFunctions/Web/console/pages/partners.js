import { html, useState } from '../view.js';
import { get } from '../api.js';
import { Badge, Empty, Loaded, Panel, Table, Tile, When, useLoad } from '../parts.js';
import { formatNumber } from '../format.js';

const OldAfterDays = 365;
const month = () => new Date().toISOString().slice(0, 7);
const isOld = secret => Date.now() - Date.parse(secret.knownSince) > OldAfterDays * 86400000;

const signedSale = partner => `# A sale, signed as Standard Webhooks says. The secret is the one of the setting, with its whsec_.
secret="$LOYALTY_SECRET" id="msg_$(openssl rand -hex 8)" at="$(date +%s)"
body='{"type":"purchase.completed","occurredAt":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'","data":{"receiptId":"'"$id"'","storeId":"berlin-1","currency":"EUR","total":"12.50"}}'
key="$(printf %s "\${secret#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"
signature="$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
curl -i '${location.origin}${partner.path}' -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" --data-raw "$body"`;

const ownFormat = ['StandardWebhooks', 'GeoJson'];

function Statement({ partner }) {
  const [of, setOf] = useState(month());
  const loaded = useLoad(signal => get(`/api/partners/${partner.id}/statements/${of}`, signal), [partner.id, of]);
  return html`<${Panel} title="Statement of the month" side=${html`<label>Month <input type="month" value=${of} max=${month()} onChange=${event => event.target.value && setOf(event.target.value)} /></label>`}>
    <${Loaded} of=${loaded}>${data => html`<dl class="tiles">
      <${Tile} label="Issued" value=${formatNumber(data.issued)} /><${Tile} label="Taken back" value=${formatNumber(data.reversed)} />
      <${Tile} label="Redeemed" value=${formatNumber(data.redeemed)} /><${Tile} label="Entries" value=${formatNumber(data.entries)} note=${data.complete ? 'complete' : 'more may come'} /></dl>`}<//>
  <//>`;
}

function TestDelivery({ partner }) {
  const [copied, setCopied] = useState('');
  if (!ownFormat.includes(partner.format)) {
    return html`<${Panel} title="Send a test delivery"><p>${partner.format} signs in its own way: send a test from the partner’s own console, to <code>${location.origin}${partner.path}</code>. How each format signs stands in the README; <a href="/docs">the guide</a> shows the hub’s own.</p><//>`;
  }
  const lines = signedSale(partner);
  const copy = async () => { try { await navigator.clipboard.writeText(lines); setCopied('Copied.'); } catch { setCopied('Mark the lines and copy them.'); } };
  return html`<${Panel} title="Send a test delivery" side=${html`<button type="button" onClick=${copy}>Copy</button>`}>
    <p>In a shell that has the secret in <code>LOYALTY_SECRET</code>. It is answered 202 with the id of the delivery, which the page <a href="#/deliveries">Deliveries</a> then shows. <span role="status">${copied}</span></p>
    <pre tabindex="0" id="signed" aria-label="Signed test delivery">${lines}</pre>
  <//>`;
}

function Opened({ partner }) {
  return html`<h2 class="who">${partner.id} <small>${partner.kind}, ${partner.format}</small></h2>
    <div class="columns">
      <${Statement} partner=${partner} />
      <${Panel} title="Secrets in use">
        <${Table} label="Secrets" columns=${[
          ['Setting', secret => html`<code>${secret.setting}</code>`],
          ['Known since', secret => html`<${When} at=${secret.knownSince} />`],
          ['', secret => isOld(secret) && html`<${Badge} tone="amber">rotate<//>`],
        ]} rows=${partner.secrets.map(secret => ({ ...secret, id: secret.setting }))} />
        <p class="quiet">Secrets are never shown. To rotate one, add the new one under the next number, let the partner change over, then take the old one away.</p>
      <//>
    </div>
    <${TestDelivery} partner=${partner} />`;
}

export function Partners({ at: [id] }) {
  const loaded = useLoad(signal => get('/api/partners', signal), []);
  const columns = [
    ['Partner', partner => html`<a href=${`#/partners/${partner.id}`}>${partner.id}</a>`],
    ['Kind', partner => partner.kind],
    ['Format', partner => partner.format],
    ['Last delivery', partner => html`<${When} at=${partner.lastDeliveryAt} />`],
    ['Processed', partner => formatNumber(partner.processed), 'number'],
    ['Waited', partner => formatNumber(partner.waiting), 'number'],
    ['Parked', partner => partner.parked > 0 ? html`<${Badge} tone="bad">${formatNumber(partner.parked)}<//>` : '0', 'number'],
    ['Oldest secret', partner => html`<${When} at=${partner.secrets.map(secret => secret.knownSince).sort()[0]} />`],
  ];
  return html`<${Loaded} of=${loaded}>${({ items }) => {
    const open = items.find(partner => partner.id === id);
    return html`
      ${id && (open ? html`<${Opened} key=${id} partner=${open} />` : html`<${Empty}>The settings have no partner ${id}.<//>`)}
      <${Panel} title="Partners, last 30 days"><${Table} label="Partners" columns=${columns} rows=${items} empty="The settings name no partner." /><//>`;
  }}<//>`;
}
