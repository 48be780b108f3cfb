import type { DraftReason } from "../protocol/lesson.schema.ts";

/** Whether a message opens its node: it explains before it asks, and looks at no reply. */
export function opensNode(reason: DraftReason): reason is "first" | "advance" | "teach" {
  return reason === "first" || reason === "advance" || reason === "teach";
}
