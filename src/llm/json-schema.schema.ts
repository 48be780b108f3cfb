import { z } from "zod";
import type { JsonSchema } from "./chat-model.port.ts";

/** An agent's schema is one object for as long as the process lives, and deriving it anew costs more than the rest of a request's preparation. */
const derived = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema of what a model has to write: the input side, before any transform of ours. It is shared and must not be changed. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const known = derived.get(schema);
  if (known !== undefined) return known;
  const json = z.toJSONSchema(schema, { target: "draft-7", io: "input" });
  derived.set(schema, json);
  return json;
}
