// Lines that differ between two texts, by their longest common subsequence.
function lengths(before, after) {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      table[i][j] = before[i] === after[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}

/** `[sign, line]` for each line: ' ' in both, '-' only before, '+' only after. */
export function difference(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const [table, lines] = [lengths(a, b), []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { lines.push([' ', a[i]]); i++; j++; }
    else if (j === b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) lines.push(['-', a[i++]]);
    else lines.push(['+', b[j++]]);
  }
  return lines;
}
