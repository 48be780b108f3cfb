import type { DocumentMessage } from "../courses/document.schema.ts";
import type { DocumentQueue } from "./ingest.port.ts";

/** After this long nothing of a step that was under way when its document was deleted can still be writing: the longest step is given five minutes. */
const SECOND_LOOK_S = 10 * 60;

/** The queue of documents. */
export function createDocumentQueue(queue: Pick<Queue<DocumentMessage>, "send">): DocumentQueue {
  return {
    async ingest({ tenant_id, course_id, document_id, version }) {
      await queue.send({ v: 1, act: "ingest", document: { tenant_id, course_id, document_id, version } });
    },
    async eraseAgain({ tenant_id, course_id, document_id, version, passages }) {
      const document = { tenant_id, course_id, document_id, version, passages };
      await queue.send({ v: 1, act: "erase", document }, { delaySeconds: SECOND_LOOK_S });
    },
  };
}
