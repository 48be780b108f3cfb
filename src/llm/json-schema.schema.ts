import { z } from "zod";
import type { JsonSchema } from "./chat-model.port.ts";

/** The JSON Schema of what a model has to write: the input side, before any transform of ours. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: "draft-7", io: "input" });
}
