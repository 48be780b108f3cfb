import { err, ok, type Result } from "../../shared/result.ts";
import { CUSTOM_PROVIDER, findProvider, type ProviderRow } from "../providers/provider-table.ts";

/** One entry of a route as it is written: which provider is asked for which model. */
export interface EntryName {
  readonly provider: ProviderRow;
  readonly model: string;
  /** `<provider>:<model>`, as records of calls name it. */
  readonly route: string;
}

/** The entry that ends every route, written or not: the tutor without a model. */
export const EMBEDDED_ENTRY = "embedded";

/** More entries than this would not be reached within one call's time. */
export const MAX_ENTRIES = 8;

/** Records, check-ins and breakers go by it. */
const MAX_MODEL_CHARS = 120;

/** What records of calls name the operator's own server by; both names may be written. */
const CUSTOM_ALIAS = "openai-compatible";

/** Reads `<provider>:<model>`. A model's name may hold colons itself (`ollama:qwen3:8b`). The error is a sentence for an operator. */
export function readEntry(text: string): Result<EntryName, string> {
  const colon = text.indexOf(":");
  const id = (colon < 0 ? text : text.slice(0, colon)).trim();
  const model = colon < 0 ? "" : text.slice(colon + 1).trim();
  const provider = findProvider(id === CUSTOM_ALIAS ? CUSTOM_PROVIDER.id : id);
  if (provider === null) return err(`No provider is called "${shorten(id)}"; docs/providers.md lists them.`);
  if (model === "") return err(`Name a model after "${id}:".`);
  if (model.length > MAX_MODEL_CHARS) return err(`"${shorten(model)}" is longer than any model's name (${MAX_MODEL_CHARS} characters).`);
  if (/[\s,]/.test(model)) return err(`"${shorten(model)}" is no model: names have neither spaces nor commas.`);
  return ok({ provider, model, route: `${provider.id === CUSTOM_PROVIDER.id ? CUSTOM_ALIAS : provider.id}:${model}` });
}

/** What is wrong with one entry of several. */
export interface EntryProblem {
  readonly index: number;
  readonly message: string;
}

/** Reads the entries of a route in order. `embedded` may end it and is left out; alone it means that no model is asked. */
export function readEntries(texts: readonly string[]): Result<readonly EntryName[], readonly EntryProblem[]> {
  const problems: EntryProblem[] = [];
  const entries: EntryName[] = [];
  for (const [index, text] of texts.entries()) {
    if (text.trim() === EMBEDDED_ENTRY) {
      if (index < texts.length - 1) problems.push({ index, message: `"${EMBEDDED_ENTRY}" always answers, so nothing may follow it.` });
      continue;
    }
    const entry = readEntry(text);
    if (!entry.ok) problems.push({ index, message: entry.error });
    else if (entries.some(({ route }) => route === entry.value.route))
      problems.push({ index, message: `${entry.value.route} is there twice.` });
    else entries.push(entry.value);
  }
  if (entries.length > MAX_ENTRIES) problems.push({ index: MAX_ENTRIES, message: `A route has at most ${MAX_ENTRIES} entries.` });
  return problems.length === 0 ? ok(entries) : err(problems);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
