import type { ReadProblem } from "../read-document.port.ts";

/** The most that a document may have. */
export const MAX_SOURCE_BYTES = 50_000_000;

/** Why bytes were not kept, for whoever sent them. */
export function describeRefused(why: "empty" | "too_large"): ReadProblem {
  if (why === "empty")
    return { code: "empty", detail: "There is nothing in it. Check that the file was saved, and send it again.", page: null };
  return {
    code: "too_large",
    detail: `It has more than ${MAX_SOURCE_BYTES / 1_000_000} MB. Send it in parts, or without its pictures.`,
    page: null,
  };
}
