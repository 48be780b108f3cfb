import { text } from "./text.ts";

/** A refusal in the learner's language; codes without words of their own are faults of ours. */
export function refusalText(code: string): string {
  const words: Readonly<Record<string, string>> = text.refusal;
  return words[code] ?? text.refusal.other;
}
