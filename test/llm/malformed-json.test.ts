import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { jsonrepair } from "jsonrepair";
import { describe, expect, it } from "vitest";
import { parseAnswer, recoverJson } from "../../src/llm/parse-answer.ts";

// Collected by others, licensed for development only, and therefore not part of the repository. Another folder can be named, e.g. to judge.
const DATA = process.env["MALFORMED_JSON"] ?? new URL("../../../shared/data/malformed_json/dev", import.meta.url).pathname;
const isHere = existsSync(`${DATA}/repair_pairs.jsonl`);
if (!isHere) process.stderr.write("Skipped: malformed JSON of others. Put it into ../shared/data/malformed_json to run it.\n");

interface Row {
  readonly id: string;
  readonly input: string;
  readonly expected: unknown;
  readonly has_value: boolean;
  readonly already_valid: boolean;
}

const rows: readonly Row[] = isHere
  ? readFileSync(`${DATA}/repair_pairs.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  : [];

function recovered(text: string): unknown {
  const read = recoverJson(text);
  return read.ok ? read.value : undefined;
}

function byLibraryAlone(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}

const exact = (read: (text: string) => unknown, of: readonly Row[]) =>
  of.filter(({ input, expected }) => isDeepStrictEqual(read(input), expected)).length;

describe.skipIf(!isHere)("broken JSON that others collected", () => {
  const broken = rows.filter(({ has_value, already_valid }) => has_value && !already_valid);

  it("is repaired at least as often as by the best library alone", () => {
    const [ours, theirs] = [exact(recovered, broken), exact(byLibraryAlone, broken)];
    process.stderr.write(`Recovered exactly: ${ours} of ${broken.length}; jsonrepair alone: ${theirs}.\n`);
    expect(ours).toBeGreaterThanOrEqual(theirs);
  });

  it("is never made of JSON that was whole", () => {
    const valid = rows.filter(({ already_valid }) => already_valid);
    expect(exact(recovered, valid)).toBe(valid.length);
  });

  it("ends in a value or a named fault, finished or not", () => {
    const faults = rows.flatMap(({ input }) =>
      [true, false].flatMap((finished) => {
        const read = parseAnswer({ text: input, finished });
        return read.ok ? [] : [read.error.fault];
      }),
    );
    expect(faults.filter((fault) => !["empty", "cut_off", "not_json"].includes(fault))).toEqual([]);
  });
});
