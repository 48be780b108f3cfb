import type { JsonSchema } from "../chat-model.port.ts";
import { hashText } from "../hash-prompt.ts";

// Values and no promises: one of another request could not be awaited in the Workers runtime.
const schemaHashes = new WeakMap<JsonSchema, string>();

/**
 * The name under which an answer is kept: prompt, model, and the schema it was held to, so that a new version of any of them asks anew.
 *
 * @param schema derived once a process; the same object means the same schema
 */
export async function cacheKey(promptHash: string, route: string, schema: JsonSchema): Promise<string> {
  const known = schemaHashes.get(schema) ?? (await hashText(JSON.stringify(schema)));
  schemaHashes.set(schema, known);
  return `${promptHash}:${known.slice(0, 16)}:${route}`;
}
