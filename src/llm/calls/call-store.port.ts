import type { CallRecord } from "./call-record.schema.ts";

/** Where records of calls are kept for reports. */
export interface CallStore {
  /** Keeps records; one that is kept already, by tenant, instant and id, stays as it is. */
  save(records: readonly CallRecord[]): Promise<void>;
  /** Forgets records from before an instant (ISO 8601, UTC) of all tenants, at most `limit` of them; returns how many. */
  deleteBefore(at: string, limit: number): Promise<number>;
}
