import { createHash } from "node:crypto";
import { err, ok } from "../../shared/result.ts";
import type { DocumentFiles, DocumentName } from "./document-files.port.ts";

/** R2 takes parts of 5 MiB or more, all of one size but the last. This much of a document is in memory while it comes in. */
const PART_BYTES = 8 * 1_024 * 1_024;

const keyOf = ({ tenant_id, course_id, document_id }: DocumentName, name: string) => `${tenant_id}/${course_id}/${document_id}/${name}`;
const SOURCE = "source";

/** Documents' files in R2. */
export function createDocumentFiles(bucket: R2Bucket): DocumentFiles {
  return {
    async keepSource(of, source, maxBytes) {
      const key = keyOf(of, SOURCE);
      const hash = createHash("sha256");
      const parts: R2UploadedPart[] = [];
      let upload: R2MultipartUpload | null = null;
      let bytes = 0;
      try {
        for await (const part of partsOf(source)) {
          bytes += part.byteLength;
          if (bytes > maxBytes) {
            await upload?.abort();
            return err("too_large");
          }
          hash.update(part);
          // Most documents are a single part and need none of this.
          if (part.byteLength < PART_BYTES && upload === null) await bucket.put(key, part);
          else {
            upload ??= await bucket.createMultipartUpload(key);
            parts.push(await upload.uploadPart(parts.length + 1, part));
          }
        }
        if (bytes === 0) return err("empty");
        await upload?.complete(parts);
      } catch (error) {
        await upload?.abort().catch(() => {});
        throw error;
      }
      return ok({ bytes, content_hash: hash.digest("hex") });
    },

    async openSource(of) {
      const object = await bucket.get(keyOf(of, SOURCE));
      return object && { body: object.body, bytes: object.size };
    },

    async readSource(of) {
      const object = await bucket.get(keyOf(of, SOURCE));
      return object && new Uint8Array(await object.arrayBuffer());
    },

    async write(of, name, value) {
      await bucket.put(keyOf(of, name), JSON.stringify(value));
    },

    async read(of, name) {
      const object = await bucket.get(keyOf(of, name));
      return object ? await object.json() : null;
    },

    /** Pages of up to 1,000 keys, which is also what one call deletes. */
    async forget(of, name = "") {
      const prefix = keyOf(of, name);
      let cursor: string | undefined;
      do {
        const page = await bucket.list(cursor === undefined ? { prefix } : { prefix, cursor });
        if (page.objects.length > 0) await bucket.delete(page.objects.map(({ key }) => key));
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
    },
  };
}

/** The bytes of a stream in parts of one size; only the last may be smaller. */
async function* partsOf(source: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (rest.byteLength > 0) {
      const taken = rest.subarray(0, PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
      if (filled === PART_BYTES) {
        yield part;
        part = new Uint8Array(PART_BYTES);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}
