import type { CallMessage } from "./call-message.schema.ts";
import type { CallSink } from "./call-sink.port.ts";
import { splitRecords } from "./split-records.ts";

/** The platform takes 128 KB a message, its own envelope included; about 180 records fit. */
const MAX_MESSAGE_BYTES = 120_000;

/**
 * The queue of calls as a sink: one message for all that one send brings, more only where the platform's limit asks for it. When a later message of
 * several is refused, all are sent again: the receiver knows a record that it has seen.
 */
export function createCallQueue(queue: Pick<Queue<CallMessage>, "send">): CallSink {
  return {
    async send(records) {
      for (const part of splitRecords(records, MAX_MESSAGE_BYTES)) await queue.send({ v: 1, records: part }, { contentType: "json" });
    },
  };
}
