/**
 * A truncated text without the member that has a key and no value yet (`{"a": 1, "b":`, `{"a": 1, "b`): nothing is known of it. Text that is whole,
 * ends in an array or in a value, or is no JSON at all, comes back as it is. One pass.
 */
export function withoutDanglingKey(text: string): string {
  const open: string[] = [];
  let inString = false;
  /** Where the last member of the innermost open object begins: at its `{`, or at the comma before it. */
  let member = -1;
  /** How far that member has come: nothing, its key or a part of it, the colon, or a value. */
  let seen: "nothing" | "key" | "colon" | "value" = "nothing";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
      if (seen === "nothing") seen = "key";
      else if (seen === "colon") seen = "value";
    } else if (char === "{" || char === "[") {
      open.push(char);
      [member, seen] = [at, "nothing"];
    } else if (char === "}" || char === "]") {
      open.pop();
      seen = "value";
    } else if (char === ",") [member, seen] = [at, "nothing"];
    else if (char === ":") seen = "colon";
    else if (char.trim() !== "") seen = "value";
  }
  if (open.at(-1) !== "{" || (seen !== "key" && seen !== "colon")) return text;
  return text.slice(0, text.charAt(member) === "{" ? member + 1 : member);
}
