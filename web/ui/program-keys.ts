/** Spaces that one step of indentation takes. */
const STEP = 4;
const OPENS_A_BLOCK = /[:{([]\s*$/;
const ENDS_A_BLOCK = /^\s*(?:return|break|continue|pass|raise)\b/;

/** What a key does to a program: takes away `remove` characters before the caret, then writes `insert`. */
export interface Edit {
  readonly remove: number;
  readonly insert: string;
}

/**
 * What Enter, Tab, Shift+Tab or Backspace does in a program whose text before the caret is `before`, as programmers' editors do it; null when the
 * key does what it does everywhere. Tab indents only at the beginning of a line of a program that was begun: anywhere else it moves on.
 */
export function programEdit(key: { readonly key: string; readonly shiftKey: boolean }, before: string): Edit | null {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? "";
  const isInIndentation = indentation === line;
  const back: Edit | null = isInIndentation && line !== "" ? { remove: stepBack(line), insert: "" } : null;
  switch (key.key) {
    case "Enter":
      return key.shiftKey ? null : { remove: 0, insert: `\n${indentationAfter(line, indentation)}` };
    case "Backspace":
      return back;
    case "Tab":
      if (key.shiftKey) return back;
      return isInIndentation && before !== "" ? { remove: 0, insert: " ".repeat(STEP - (line.length % STEP)) } : null;
    default:
      return null;
  }
}

function indentationAfter(line: string, indentation: string): string {
  if (OPENS_A_BLOCK.test(line)) return indentation + " ".repeat(STEP);
  return ENDS_A_BLOCK.test(line) ? indentation.slice(stepBack(indentation)) : indentation;
}

/** How many characters lead from the end of an indentation back to the step before; a tab is a step of its own. */
function stepBack(indentation: string): number {
  if (indentation === "" || indentation.endsWith("\t")) return Math.min(indentation.length, 1);
  return ((indentation.length - 1) % STEP) + 1;
}
