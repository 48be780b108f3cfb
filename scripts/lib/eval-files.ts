// Rows in, rows out: what a stranger feeds the evaluation commands. Every row that cannot be used is named, never silently dropped.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ROOT, ScriptError } from "./command.ts";

/** The development data, beside the project. Whose it is and under which licence says the README there; none of it is in this repository. */
export const DATA = process.env["CAIRN_DATA"] ?? join(ROOT, "../shared/data");

/** A file of the development data by its path there; null where the data is not. */
export function dataFile(path: string): string | null {
  const file = join(DATA, path);
  return existsSync(file) ? file : null;
}

export interface Row {
  /** Where it stands in its file, from 1. */
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** One sentence for each line that could not be read. */
  readonly unread: readonly string[];
}

/** Reads JSON lines, or CSV or TSV with a header, by the file's name; `.gz` is unpacked. Throws a `ScriptError` when there is no such file. */
export function readRows(path: string): Rows {
  if (!existsSync(path)) throw new ScriptError(`There is no file ${path}.`);
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
  const name = path.replace(/\.gz$/, "");
  if (name.endsWith(".csv")) return readTable(text, ",");
  if (name.endsWith(".tsv")) return readTable(text, "\t");
  const rows: Row[] = [];
  const unread: string[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = parse(line);
    if (value) rows.push({ line: at + 1, value });
    else unread.push(`line ${at + 1}: not a JSON object`);
  }
  return { rows, unread };
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** A table whose cells may be quoted. */
function readTable(text: string, separator: string): Rows {
  const records = splitRecords(text, separator);
  const [header, ...body] = records;
  if (!header) return { rows: [], unread: [] };
  const rows: Row[] = [];
  const unread: string[] = [];
  for (const { line, cells } of body) {
    if (cells.length === 1 && cells[0] === "") continue;
    if (cells.length !== header.cells.length) unread.push(`line ${line}: ${cells.length} columns in place of ${header.cells.length}`);
    else rows.push({ line, value: Object.fromEntries(header.cells.map((name, at) => [name, cells[at]])) });
  }
  return { rows, unread };
}

function splitRecords(text: string, separator: string): { readonly line: number; readonly cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let startedAt = 1;
  const endRecord = () => {
    records.push({ line: startedAt, cells: [...cells, cell] });
    [cells, cell] = [[], ""];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\n") line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") {
      endRecord();
      startedAt = line;
    } else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || cells.length > 0) endRecord();
  return records;
}

/** Writes one JSON object a line. */
export function writeRows(path: string, rows: readonly object[]): void {
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

/** Says what was left out, each line by name; at most `most` of them one by one. */
export function tellUnused(unused: readonly string[], most = 20): void {
  for (const sentence of unused.slice(0, most)) console.error(`Not used: ${sentence}`);
  if (unused.length > most) console.error(`… and ${unused.length - most} more rows like these.`);
}

export interface CommandLine {
  readonly input: string;
  readonly output: string;
  /** `<provider>:<model>`; null: the embedded counterpart. */
  readonly route: string | null;
}

/** Reads `IN OUT [--route provider:model]`; anything else is refused with how it is meant. */
export function readCommandLine(name: string, args: readonly string[]): CommandLine {
  const at = args.indexOf("--route");
  const route = at < 0 ? null : (args[at + 1] ?? "");
  const [input, output, ...rest] = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  if (input === undefined || output === undefined || rest.length > 0 || route === "" || input.startsWith("--"))
    throw new ScriptError(`Say it like this: npm run ${name} -- IN OUT [--route <provider>:<model>]`);
  return { input, output, route };
}
