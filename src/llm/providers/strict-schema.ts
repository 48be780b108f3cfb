import type { JsonSchema } from "../chat-model.port.ts";

/** Bounds that Anthropic's constrained decoder answers 400 to (docs.claude.com, structured outputs, "JSON Schema limitations"; looked up 2026-11-24). */
const REFUSED: ReadonlySet<string> = new Set([
  "$schema",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "propertyNames",
  "not",
]);

/**
 * A schema with only what Anthropic's decoder takes: bounds are left out (the answer is held to the whole schema here anyway), `oneOf` becomes `anyOf`, and
 * objects are closed. Null where an object may have keys of any name, which a closed one could not say.
 */
export function forAnthropic(schema: JsonSchema): JsonSchema | null {
  const relaxed = relax(schema);
  return isRecord(relaxed) ? relaxed : null;
}

/** The relaxed schema, or undefined where it cannot be said. */
function relax(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const isObject = node["type"] === "object" || isRecord(node["properties"]);
  if (isObject && (isRecord(node["additionalProperties"]) || !isRecord(node["properties"]))) return undefined;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (REFUSED.has(key) || key === "additionalProperties") continue;
    const kept = relaxKeyword(key, value);
    if (kept === undefined) return undefined;
    out[key === "oneOf" ? "anyOf" : key] = kept;
  }
  return isObject ? { ...out, additionalProperties: false } : out;
}

function relaxKeyword(key: string, value: unknown): unknown {
  if (key === "properties" || key === "$defs" || key === "definitions") return isRecord(value) ? relaxAll(value) : value;
  if (key === "anyOf" || key === "oneOf" || key === "allOf") return Array.isArray(value) ? relaxList(value) : value;
  return key === "items" ? relax(value) : value;
}

function relaxAll(schemas: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(schemas).map(([name, schema]) => [name, relax(schema)] as const);
  return entries.some(([, schema]) => schema === undefined) ? undefined : Object.fromEntries(entries);
}

function relaxList(schemas: readonly unknown[]): unknown {
  const all = schemas.map((schema) => relax(schema));
  return all.includes(undefined) ? undefined : all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
