import type { TenantId } from "../../shared/ids.ts";
import { CSV_HEAD, csvLine } from "./calls-csv.ts";
import type { CallReports } from "./operator.port.ts";

const PAGE = 200;
/** A spreadsheet takes about a million rows; a request of the platform about this many pages. */
const MAX_ROWS = 100_000;

/** The calls since `fromMs`, newest first, as CSV page by page; at most 100,000 of them. */
export async function* exportCalls(calls: Pick<CallReports, "list">, tenantId: TenantId, fromMs: number): AsyncGenerator<string> {
  yield CSV_HEAD;
  let cursor: string | null = null;
  for (let rows = 0; rows < MAX_ROWS; rows += PAGE) {
    const page: Awaited<ReturnType<CallReports["list"]>> = await calls.list(tenantId, { cursor, limit: PAGE });
    const wanted = page.calls.filter((call) => Date.parse(call.at) >= fromMs);
    yield wanted.map(csvLine).join("");
    if (page.next === null || wanted.length < page.calls.length) return;
    cursor = page.next;
  }
}
