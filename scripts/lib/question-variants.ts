/** A question that was asked before; `term` where it was made from a term of the book. */
export interface AskedQuestion {
  readonly text: string;
  readonly term: string | null;
}

export interface Variant {
  readonly kind: string;
  readonly text: string;
}

/** What learners ask about the terms of a section: several questions a term, and about pairs in both directions. */
export function questionsOfTerms(terms: readonly string[]): AskedQuestion[] {
  return terms.flatMap((term, at) => {
    const other = terms[(at + 1) % terms.length] ?? term;
    const about = [`What is ${term}?`, `Why is ${term} important?`, `What is an example of ${term}?`, `When is ${term} used?`];
    const pairs =
      other === term
        ? []
        : [
            // With two terms the second pair is the first one turned round, which asks the same.
            ...(terms.length === 2 && at === 1 ? [] : [`What is the difference between ${term} and ${other}?`]),
            `How does ${term} affect ${other}?`,
            `How does ${other} affect ${term}?`,
            `Does ${term} cause ${other}?`,
          ];
    return [...about, ...pairs].map((text) => ({ text, term }));
  });
}

/** The same question as others would write it. */
export function variantsOf({ text, term }: AskedQuestion): Variant[] {
  const bare = text.replace(/\?$/, "");
  const lower = `${bare.charAt(0).toLowerCase()}${bare.slice(1)}`;
  const variants: Variant[] = [
    { kind: "case and signs", text: lower.toLowerCase() },
    { kind: "courtesy before", text: `Hi, can you please tell me ${lower}?` },
    { kind: "courtesy after", text: `${bare} please? Thanks!` },
    { kind: "not understood", text: `I don't really understand ${lower}` },
    { kind: "wondering", text: `so I was wondering, ${lower}??` },
    { kind: "articles", text: text.replace(/\b(?:a|an|the) /g, "") },
    { kind: "contraction", text: text.replace(/^What is/, "Whats").replace(/^How is/, "How's") },
  ].filter((variant) => variant.text !== text);
  const slipped = slipIn(text);
  if (slipped) variants.push({ kind: "a slip of the pen", text: slipped });
  if (term && text === `What is ${term}?`)
    variants.push(
      { kind: "another frame", text: `What does ${term} mean?` },
      { kind: "another frame", text: `define ${term}` },
      { kind: "another frame", text: `Can you explain what ${term} is` },
      { kind: "other words", text: `what do people call ${term}` },
      { kind: "other words", text: `How would an expert describe ${term} in short?` },
    );
  if (term && text === `Why is ${term} important?`)
    variants.push(
      { kind: "other words", text: `Why does ${term} matter?` },
      { kind: "other words", text: `what makes ${term} so important` },
    );
  if (text.startsWith("What is the difference between "))
    variants.push({
      kind: "another frame",
      text: text.replace(/^What is the difference between (.+) and (.+)\?$/, "How is $2 different from $1?"),
    });
  return variants;
}

/** Edits that ask something else: none of them may be given the answer. */
export function otherQuestionsOf({ text, term }: AskedQuestion): Variant[] {
  const edits: Variant[] = [
    { kind: "negated", text: text.replace(/\b(is|are|was|were|does|do|did|can|could|should|would)\b/, "$1 not") },
    { kind: "negated shortly", text: text.replace(/\b(is|are|was|were|does|do|did|could|should|would)\b/, "$1n't") },
    { kind: "why for how", text: text.replace(/^How\b/, "Why").replace(/^What\b/, "Why") },
    { kind: "when for why", text: text.replace(/^Why\b/, "When") },
    { kind: "another number", text: text.replace(/\d+/, (digits) => String(Number(digits) + 1)) },
    { kind: "another number", text: text.replace(/\btwo\b/, "three").replace(/\bfirst\b/, "second") },
    { kind: "more for less", text: text.replace(/\bmost\b/, "least").replace(/\bmore\b/, "less") },
    { kind: "limited", text: text.replace(/\?$/, " only in children?") },
    { kind: "unlikely neighbour", text: text.replace(/\b([a-z])(\p{L}{6,})\b/u, "un$1$2") },
  ];
  if (term?.includes(" ")) {
    edits.push({ kind: "part of the term", text: text.replace(term, term.split(" ").slice(1).join(" ")) });
    edits.push({ kind: "part of the term", text: text.replace(term, term.split(" ").slice(0, -1).join(" ")) });
  }
  if (term)
    edits.push({
      kind: "one letter of the term",
      text: text.replace(term, `${term.slice(0, -2)}${term.endsWith("e") ? "i" : "e"}${term.slice(-1)}`),
    });
  return edits.filter((edit) => edit.text !== text);
}

/** Two letters in the middle of the longest word change places; null where there is no word long enough. */
function slipIn(text: string): string | null {
  const longest = [...text.matchAll(/\p{L}{6,}/gu)].map(([word]) => word).sort((a, b) => b.length - a.length)[0];
  if (!longest) return null;
  const at = Math.floor(longest.length / 2);
  const slipped = `${longest.slice(0, at)}${longest.charAt(at + 1)}${longest.charAt(at)}${longest.slice(at + 2)}`;
  return slipped === longest ? null : text.replace(longest, slipped);
}
