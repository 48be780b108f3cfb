import { createKvShelf } from "../../../src/llm/cache/kv-shelf.adapter.ts";
import type { Shelf } from "../../../src/llm/cache/shelf.port.ts";
import type { LogFields } from "../../../src/shared/logger.ts";
import { createManualTimer, type ManualTimer } from "../../support/manual-timer.ts";
import type { FakeKv } from "./fake-kv.ts";

/** A shelf with time that a test moves. */
export interface OpenedShelf {
  readonly shelf: Shelf;
  readonly time: ManualTimer;
  readonly logged: { readonly event: string; readonly fields: LogFields | undefined }[];
  /** Waits for everything that was deferred. */
  settled(): Promise<void>;
}

/** One isolate's shelf over a namespace that others may share. */
export function openShelf(kv: FakeKv, time: ManualTimer = createManualTimer()): OpenedShelf {
  const logged: OpenedShelf["logged"] = [];
  const log = (event: string, fields?: LogFields): void => void logged.push({ event, fields });
  const deferred: Promise<void>[] = [];
  const defer = (work: Promise<void>): void => void deferred.push(work);
  const shelf = createKvShelf({ kv, clock: time, timer: time, logger: { info: log, warn: log, error: log }, defer });
  return { shelf, time, logged, settled: async () => void (await Promise.all(deferred.splice(0))) };
}
