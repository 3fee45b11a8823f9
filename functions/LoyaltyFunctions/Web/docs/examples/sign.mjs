// Sends a signed sale. Node 20 or later, nothing to install.
import { createHmac, randomUUID } from 'node:crypto';

const hub = process.env.HUB ?? 'http://localhost:7071/api/webhooks/pos/acme';
const secret = process.env.SECRET ?? 'whsec_c2FtcGxlLXNlY3JldC1vZi1hY21lLXRpbGxz';
const [id, at] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
const body = JSON.stringify({
  type: 'purchase.completed',
  occurredAt: new Date().toISOString(),
  data: {
    receiptId: process.env.RECEIPT ?? `R-${at}`, storeId: 'berlin-1', currency: 'EUR', total: '12.50',
    member: { type: 'card', value: '603500012345' },
  },
});
const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
const answer = await fetch(hub, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` },
  body,
});
console.log(await answer.text(), answer.status);
