import type { CallRecord } from "./call-record.schema.ts";

/** Where records of calls go once they are settled: off the turn's path, at least once. Whoever receives them goes by `call_id`. */
export interface CallSink {
  /** All of one turn's in one message. Rejects when they were not taken; the sender keeps them and tries again. */
  send(records: readonly CallRecord[]): Promise<void>;
}
