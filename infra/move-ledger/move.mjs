// Copies every row of the ledger to the storage account that is its own when the number of accounts has changed; with --delete takes
// it away from where it was, once it stands where it belongs. Both may be done again after any interruption. The hub must be stopped.
//
//   node move.mjs --from OLD… --to NEW… [--delete]        accounts by name, in the order of Ledger__Accounts__0, …
import { readFileSync } from 'node:fs';
import { TableClient } from '@azure/data-tables';
import { DefaultAzureCredential } from '@azure/identity';
import { accountOf } from './placement.mjs';

const maxRows = 100;
const maxCharacters = 1_500_000;

function tableNames() {
  const list = /var tableNames = \[([^\]]*)\]/.exec(readFileSync(new URL('../names.bicep', import.meta.url), 'utf8'))[1];
  return [...list.matchAll(/'(\w+)'/g)].map(match => match[1]);
}

function open(account, table) {
  if (account.includes('=')) return TableClient.fromConnectionString(account, table, { allowInsecureConnection: true });
  const suffix = process.env.STORAGE_SUFFIX ?? 'core.windows.net';
  return new TableClient(`https://${account}.table.${suffix}`, table, new DefaultAzureCredential());
}

// Rows of one partition that go together, within what a transaction may hold.
async function* groups(client, leaves) {
  let group = [];
  let size = 0;
  for await (const row of client.listEntities({ disableTypeConversion: true })) {
    if (!leaves(row)) continue;
    const length = JSON.stringify(row).length;
    if (group.length > 0 && (group[0].partitionKey !== row.partitionKey || group.length === maxRows || size + length > maxCharacters)) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(row);
    size += length;
  }
  if (group.length > 0) yield group;
}

async function move(table, from, to, work) {
  let rows = 0;
  for (const account of from) {
    const source = open(account, table);
    for await (const group of groups(source, row => to[accountOf(table, row, to.length)] !== account)) {
      await work(source, group);
      rows += group.length;
    }
  }
  return rows;
}

function copier(table, to) {
  return async (_, group) => {
    for (const target of new Set(group.map(row => accountOf(table, row, to.length)))) {
      const rows = group.filter(row => accountOf(table, row, to.length) === target);
      await open(to[target], table).submitTransaction(rows.map(({ etag, timestamp, ...row }) => ['upsert', row, 'Replace']));
    }
  };
}

function deleter(table, to) {
  return async (source, group) => {
    for (const row of group) {
      // Throws when the row does not stand where it belongs.
      await open(to[accountOf(table, row, to.length)], table).getEntity(row.partitionKey, row.rowKey);
      await source.deleteEntity(row.partitionKey, row.rowKey, { etag: row.etag });
    }
  };
}

function listAfter(flag) {
  const start = process.argv.indexOf(flag) + 1;
  const rest = process.argv.slice(start);
  const end = rest.findIndex(word => word.startsWith('--'));
  return start === 0 ? [] : rest.slice(0, end < 0 ? undefined : end);
}

const [from, to] = [listAfter('--from'), listAfter('--to')];
if (from.length === 0 || to.length === 0 || from.some((account, index) => to[index] !== account && to.length >= from.length)) {
  console.error('--from and --to are needed, and the accounts that stay come first and in the same order');
  process.exit(1);
}
const removes = process.argv.includes('--delete');
for (const table of tableNames()) {
  if (!removes) for (const account of to) await open(account, table).createTable();
  const rows = await move(table, from, to, (removes ? deleter : copier)(table, to));
  console.log(`${table}: ${rows} rows ${removes ? 'deleted where they were' : 'copied'}`);
}
