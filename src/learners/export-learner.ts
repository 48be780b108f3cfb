import type { EvidencePage } from "./learner-object.port.ts";

/**
 * Everything about a learner as one JSON object, streamed page by page: a log may be larger than a Worker's memory. `head` comes first, then `evidence`, oldest
 * first. Where a page cannot be read the stream breaks off, so that half an export is no valid JSON and cannot be taken for a whole one.
 */
export function exportLearner(head: object, readPage: (after: number) => Promise<EvidencePage>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: number | null = null;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`${JSON.stringify(head).slice(0, -1)},"evidence":[`));
    },
    async pull(controller) {
      const { evidence, next } = await readPage(after ?? 0);
      const text = evidence.join(",\n");
      const comma = after !== null && text !== "" ? ",\n" : "";
      if (next !== null) {
        after = next;
        return controller.enqueue(encoder.encode(comma + text));
      }
      controller.enqueue(encoder.encode(`${comma}${text}]}`));
      controller.close();
    },
  });
}
