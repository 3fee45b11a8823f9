// The history's hash chain, computed here and not asked for. Each hash is SHA-256 over the hash before it, a line feed and the entry's
// canonical content; the first one before is 64 zeros.
const First = '0'.repeat(64);
const utf8 = new TextEncoder();

async function hashOf(entry) {
  const digest = await crypto.subtle.digest('SHA-256', utf8.encode(`${entry.previousHash}\n${entry.content}`));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** What the user is shown of an entry must be what was hashed. */
function differs(entry) {
  const content = JSON.parse(entry.content);
  return ['seq', 'kind', 'points', 'balance', 'previousHash'].find(name => content[name] !== entry[name])
    ?? ((content.rules ?? []).map(rule => `${rule.id} ${rule.points}`).join() === entry.rules.map(rule => `${rule.id} ${rule.points}`).join() ? undefined : 'rules');
}

async function faultOf(entry, before) {
  if (before ? entry.seq !== before.seq + 1 : entry.seq !== 1) return 'the entry before it is missing';
  if (entry.previousHash !== (before?.hash ?? First)) return 'it does not follow the entry before it';
  if (await hashOf(entry) !== entry.hash) return 'its content does not match its hash';
  const field = differs(entry);
  if (field) return `what is shown as ${field} is not what was hashed`;
  return before && entry.balance !== before.balance + entry.points ? 'its balance is not the sum' : undefined;
}

/** Checks the whole histories of a member and of those who were merged into it; the first fault, or how many entries are intact. */
export async function checkChain(entries) {
  const before = new Map();
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    const whose = entry.memberId ?? '';
    const reason = await faultOf(entry, before.get(whose));
    if (reason) return { ok: false, seq: entry.seq, memberId: entry.memberId, reason };
    before.set(whose, entry);
  }
  return { ok: true, entries: entries.length };
}
