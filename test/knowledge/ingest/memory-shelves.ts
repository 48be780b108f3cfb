import { createHash } from "node:crypto";
import type { VectorIndex } from "../../../src/knowledge/index.port.ts";
import type { DocumentFiles, DocumentName } from "../../../src/knowledge/ingest/document-files.port.ts";
import { err, ok } from "../../../src/shared/result.ts";

/** Documents' files in memory. */
export function createMemoryFiles(): { readonly files: DocumentFiles; readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const keyOf = ({ tenant_id, course_id, document_id }: DocumentName, name: string) => `${tenant_id}/${course_id}/${document_id}/${name}`;
  const files: DocumentFiles = {
    async keepSource(of, source, maxBytes) {
      const bytes = new Uint8Array(await new Response(source).arrayBuffer());
      if (bytes.byteLength === 0 || bytes.byteLength > maxBytes) return err(bytes.byteLength === 0 ? "empty" : "too_large");
      kept.set(keyOf(of, "source"), bytes);
      return ok({ bytes: bytes.byteLength, content_hash: createHash("sha256").update(bytes).digest("hex") });
    },
    async openSource(of) {
      const bytes = kept.get(keyOf(of, "source"));
      return bytes ? { body: new Blob([new Uint8Array(bytes)]).stream(), bytes: bytes.byteLength } : null;
    },
    // Readers take over what they are given.
    readSource: async (of) => kept.get(keyOf(of, "source"))?.slice() ?? null,
    async write(of, name, value) {
      kept.set(keyOf(of, name), new TextEncoder().encode(JSON.stringify(value)));
    },
    async read(of, name) {
      const bytes = kept.get(keyOf(of, name));
      return bytes ? JSON.parse(new TextDecoder().decode(bytes)) : null;
    },
    async forget(of, name = "") {
      for (const key of kept.keys()) if (key.startsWith(keyOf(of, name))) kept.delete(key);
    },
  };
  return { files, kept };
}

/** Which passages have vectors. */
export function createMemoryVectors(): { readonly vectors: VectorIndex; readonly ids: Set<string> } {
  const ids = new Set<string>();
  const vectors: VectorIndex = {
    put: async (_scope, _model, points) => {
      for (const { passage_id } of points) ids.add(passage_id);
    },
    search: async () => [],
    remove: async (_scope, _document, passageIds) => {
      for (const id of passageIds) ids.delete(id);
    },
  };
  return { vectors, ids };
}
