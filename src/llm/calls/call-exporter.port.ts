import type { Result } from "../../shared/result.ts";
import type { CallRecord } from "./call-record.schema.ts";

/** Sends records of calls to somebody else's system. */
export interface CallExporter {
  /**
   * Ends within a time of its own and never rejects.
   *
   * @returns how many records the other side did not take, or why all that were left could not be sent: a few words without anything secret
   */
  export(records: readonly CallRecord[]): Promise<Result<{ readonly rejected: number }, string>>;
}
