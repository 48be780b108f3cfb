import type { Command } from "../../src/protocol/client-frames.schema.ts";

/** Where a session takes each command over plain HTTP, below `/v1/sessions/{id}/`: its fields are the body, its message id the `Idempotency-Key`. */
export const COMMAND_PATHS: Readonly<Record<Command["type"], string>> = {
  choose_path: "path",
  reply: "replies",
  hint: "hints",
  set_aside: "set-aside",
  teach_me: "teach-me",
  abandon: "abandon",
};
