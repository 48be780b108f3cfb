import { err, ok } from "../../shared/result.ts";
import type { DocumentReader } from "../read-document.port.ts";
import type { Block } from "../reading.schema.ts";

/** Opens documents of six kinds by their bytes. Nothing in them is executed, and nothing is fetched for them. */
export function createDocumentReader(): DocumentReader {
  return {
    open: async (bytes) => {
      if (bytes.byteLength === 0)
        return err({ code: "empty", detail: "The file has no bytes in it. Choose it again, or save it anew.", page: null });
      const text = new TextDecoder().decode(bytes);
      const blocks = text.split(/\n\s*\n/).map((paragraph): Block => {
        const heading = /^(#{1,6}) (.+)$/.exec(paragraph.trim());
        if (heading) return { kind: "heading", level: heading[1]?.length ?? 1, page: null, text: heading[2] ?? "" };
        return { kind: "paragraph", level: null, page: null, text: paragraph };
      });
      return ok({
        kind: "text" as const,
        parts: 1,
        read: async () => ok({ title: null, kind: "text" as const, pages: null, blocks, findings: [] }),
        close: async () => {},
      });
    },
  };
}
