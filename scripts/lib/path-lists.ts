// Lists of concepts as a stranger writes them: one name a line, a table of pairs, or pairs without a header. Which one it is follows from the text.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Agent } from "../../src/agents/agent.ts";
import { DATA_RULE, markData } from "../../src/agents/mark-data.ts";
import { orderNames } from "../../src/curriculum/concepts/order-names.ts";
import { ScriptError } from "./command.ts";

export interface ConceptList {
  /** `pairs`: every line names two concepts and asks which comes first; `list`: the concepts are to be ordered. */
  readonly kind: "list" | "pairs";
  /** Each name once, sorted, so that the order of the file gives nothing away. */
  readonly names: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  readonly unused: readonly string[];
}

/**
 * Reads a list of names, a table `prerequisite, concept[, label]` (the label is not looked at), or bare pairs. A line that fits neither is named.
 */
export function readConceptList(path: string): ConceptList {
  if (!existsSync(path)) throw new ScriptError(`There is no file ${path}.`);
  const lines = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  const rows = lines
    .map((line, at) => ({ line: at + 1, cells: line.split("\t").map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.join("") !== "");
  const [first] = rows;
  const isTable = first?.cells[0] === "prerequisite";
  const body = isTable ? rows.slice(1) : rows;
  const width = isTable ? (first?.cells.length ?? 0) : Math.max(0, ...body.slice(0, 1).map(({ cells }) => cells.length));
  const unused: string[] = [];
  const good = body.filter(({ line, cells }) => {
    const fits = cells.length === width && cells.slice(0, Math.min(width, 2)).every((cell) => cell !== "");
    if (!fits) unused.push(`line ${line}: ${cells.length} columns in place of ${width}, or an empty name`);
    return fits;
  });
  const pairs = width < 2 ? [] : good.map(({ cells: [one = "", other = ""] }) => [one, other] as const);
  const names = width < 2 ? good.map(({ cells: [name = ""] }) => name) : pairs.flat();
  return { kind: width >= 2 && !isTable ? "pairs" : "list", names: [...new Set(names)].sort(), pairs, unused };
}

interface ListInput {
  readonly names: readonly string[];
}
const orderSchema = z.object({ order: z.array(z.string()) });
type Order = z.output<typeof orderSchema>;

/** Ordering a list through the product's door: the same question to any model, the embedded order as its last route. */
export const listOrderer: Agent<ListInput, Order> = {
  name: "path_generator",
  temperature: 0,
  max_output_tokens: 4_000,
  output_schema: orderSchema,
  prompt: ({ names }) => ({
    system: `You plan in which order concepts are taught. What a concept builds on comes before it.\n${DATA_RULE}\nAnswer with one JSON object and nothing else: {"order": ["…", "…"]}, every name once and exactly as given.`,
    user: markData("concepts", names.join("\n")),
  }),
  embedded: ({ names }) => ({ order: orderNames(names) }),
  // What a model invents goes, what it forgets comes last in the embedded order.
  check: ({ names }, { order }) => {
    const known = [...new Set(order)].filter((name) => names.includes(name));
    return { output: { order: [...known, ...orderNames(names.filter((name) => !known.includes(name)))] }, corrections: [] };
  },
};
