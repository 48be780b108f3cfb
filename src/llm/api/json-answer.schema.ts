import { z } from "zod";
import type { JsonSchema } from "../chat-model.port.ts";

/** Deeper or longer than any schema of an honest client. */
const MAX_DEPTH = 24;
const MAX_SCHEMA_CHARS = 32_000;

/** Whether an answer fits a client's schema. */
export type FitsSchema = (value: unknown) => boolean;

/**
 * What a client's JSON Schema means for us; null where it cannot be held to: too large, keywords that are not known here (`if`, `patternProperties`, remote
 * references). `pattern` is left to the provider: an expression of somebody else's may run for ever.
 */
export function readJsonSchema(schema: JsonSchema): FitsSchema | null {
  if (!isShallow(schema, MAX_DEPTH) || JSON.stringify(schema).length > MAX_SCHEMA_CHARS) return null;
  const known = relax(schema);
  if (!isRecord(known)) return null;
  try {
    // A registry of its own: the global one would keep what clients send for ever.
    const shape = z.fromJSONSchema(known, { registry: z.registry<Record<string, unknown>>() });
    return (value) => {
      try {
        return shape.safeParse(value).success;
      } catch {
        // A reference that goes round in circles is found only here.
        return false;
      }
    };
  } catch {
    return null;
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((child) => isShallow(child, depth - 1));
}

/** Keywords whose values are no schemas. */
const PLAIN: ReadonlySet<string> = new Set(["enum", "const", "examples", "required", "type"]);
/** Keywords whose values are schemas by name: the names are no keywords. */
const NAMED: ReadonlySet<string> = new Set(["properties", "$defs", "definitions"]);

/** Left out: `pattern` would run here, and a `default` would stand in for what the answer lacks. */
const DROPPED: ReadonlySet<string> = new Set(["pattern", "default"]);

/** The schema as it is held to here; undefined where it names properties by an expression. */
function relax(node: unknown): unknown {
  if (Array.isArray(node)) return allOrNothing(node.map((child) => [child, relax(child)]))?.map(([, kept]) => kept);
  if (!isRecord(node)) return node;
  if ("patternProperties" in node) return undefined;
  const entries = Object.entries(node)
    .filter(([key]) => !DROPPED.has(key))
    .map(([key, value]) => [key, PLAIN.has(key) ? value : NAMED.has(key) ? relaxByName(value) : relax(value)] as const);
  const kept = allOrNothing(entries);
  return kept && Object.fromEntries(kept);
}

function relaxByName(node: unknown): unknown {
  if (!isRecord(node)) return undefined;
  const kept = allOrNothing(Object.entries(node).map(([name, schema]) => [name, relax(schema)] as const));
  return kept && Object.fromEntries(kept);
}

function allOrNothing<T>(entries: readonly (readonly [T, unknown])[]): readonly (readonly [T, unknown])[] | undefined {
  return entries.some(([, value]) => value === undefined) ? undefined : entries;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
