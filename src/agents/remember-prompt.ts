import { remember } from "../shared/remember.ts";

/** A system prompt by its language: some thousand characters that are the same for every call, made once. */
export function rememberPrompt(write: (language: string) => string): (language: string) => string {
  return remember(write, { entries: 40, chars: 40 });
}
