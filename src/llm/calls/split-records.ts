/**
 * Cuts a list into runs whose JSON stays under `maxBytes` each, in order. A single record that is larger stands alone: whoever takes it may refuse it.
 */
export function splitRecords<T>(records: readonly T[], maxBytes: number): T[][] {
  const encoder = new TextEncoder();
  const runs: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const size = encoder.encode(JSON.stringify(record)).length + 1;
    if (bytes + size > maxBytes) {
      runs.push([]);
      bytes = 0;
    }
    bytes += size;
    runs.at(-1)?.push(record);
  }
  return runs;
}
