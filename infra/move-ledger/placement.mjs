// Where a row of the ledger lies, as LedgerTables says it; a test compares.

// Tables of the hub itself rather than of a member: all in the first account.
export const shared = ['DeadLetters', 'Fences', 'Figures', 'Holds', 'Notices', 'Outbox', 'Programmes', 'Runs'];

// FNV-1a over UTF-16 code units, as LedgerTables.StableHash.
export function stableHash(key) {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  return hash >>> 0;
}

export function accountOf(table, row, accounts) {
  if (shared.includes(table)) return 0;
  // A note of due work lies with its member.
  const key = table === 'Due' ? row.MemberId.value ?? row.MemberId : row.partitionKey;
  return stableHash(key) % accounts;
}
