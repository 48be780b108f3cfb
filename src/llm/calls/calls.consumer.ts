import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import type { CallExporter } from "./call-exporter.port.ts";
import { callMessageSchema } from "./call-message.schema.ts";
import { type CallRecord, callRecordSchema } from "./call-record.schema.ts";
import type { CallStore } from "./call-store.port.ts";

export interface CallsConsumerDeps {
  readonly calls: Pick<CallStore, "save">;
  /** Null where no collector is configured. */
  readonly exporter: CallExporter | null;
  readonly logger: Logger;
}

/** Five retries of half a minute, two minutes, eight, half an hour and two hours: D1 may be gone for over two and a half hours before anything is set aside. */
const FIRST_RETRY_SECONDS = 30;
const RETRY_FACTOR = 4;
/** The platform's longest delay is 12 hours. */
const MAX_RETRY_SECONDS = 2 * 60 * 60;

/**
 * Keeps the records of a batch of messages and then tells the collector, if there is one. Messages are acknowledged as soon as their records are kept, so
 * whatever becomes of the export, nothing is kept or exported a second time for it.
 *
 * A message that does not read is retried like any other until the queue sets it aside as dead. It is not acknowledged away: the writer may be newer than
 * this reader for the minutes of a deployment, and what is in the dead letter queue can still be looked at. Its good records are kept at once.
 */
export async function consumeCalls({ calls, exporter, logger }: CallsConsumerDeps, batch: MessageBatch<unknown>): Promise<void> {
  const read = batch.messages.map((message) => ({ message, ...readMessage(message.body) }));
  for (const { message, problem, records } of read) {
    if (problem === null) continue;
    const { id, attempts } = message;
    logger.error("calls_message_unreadable", { queue: batch.queue, message_id: id, attempts, problem, good_records: records.length });
  }
  try {
    await calls.save(read.flatMap(({ records }) => records));
  } catch (error) {
    logger.error("calls_not_kept", { queue: batch.queue, messages: read.length, reason: describeError(error) });
    for (const { message } of read) message.retry({ delaySeconds: retryDelay(message.attempts) });
    return;
  }
  const whole = read.filter(({ problem }) => problem === null);
  for (const { message } of whole) message.ack();
  for (const { message, problem } of read) if (problem !== null) message.retry({ delaySeconds: retryDelay(message.attempts) });
  // Only whole messages: a retried one would send its good records again each time.
  if (exporter && whole.length > 0)
    await exportRecords(
      exporter,
      logger,
      whole.flatMap(({ records }) => records),
    );
}

async function exportRecords(exporter: CallExporter, logger: Logger, records: readonly CallRecord[]): Promise<void> {
  if (records.length === 0) return;
  try {
    const sent = await exporter.export(records);
    if (!sent.ok) logger.warn("calls_not_exported", { records: records.length, reason: sent.error });
    else if (sent.value.rejected > 0)
      logger.warn("calls_rejected_by_collector", { records: records.length, rejected: sent.value.rejected });
  } catch (error) {
    logger.error("calls_not_exported", { records: records.length, reason: error instanceof Error ? error.name : "unknown" });
  }
}

interface ReadMessage {
  readonly records: readonly CallRecord[];
  /** What is wrong, by the names of fields and never by their values; null when all of it reads. */
  readonly problem: string | null;
}

function readMessage(body: unknown): ReadMessage {
  const message = callMessageSchema.safeParse(body);
  if (!message.success) return { records: [], problem: nameIssues(message.error.issues) };
  const parsed = message.data.records.map((record) => callRecordSchema.safeParse(record));
  const problem = parsed
    .map(({ error }, index) => (error ? `records.${index}: ${nameIssues(error.issues)}` : null))
    .find((it) => it !== null);
  return { records: parsed.flatMap(({ data }) => (data ? [data] : [])), problem: problem ?? null };
}

/** Both schemas have fixed fields, so a path is one of our own names. */
function nameIssues(issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[]): string {
  return issues
    .slice(0, 5)
    .map(({ code, path }) => `${path.map(String).join(".") || "message"} ${code}`)
    .join(", ");
}

function retryDelay(attempts: number): number {
  return Math.min(FIRST_RETRY_SECONDS * RETRY_FACTOR ** Math.max(0, attempts - 1), MAX_RETRY_SECONDS);
}
