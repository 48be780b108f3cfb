import { isContent, type Token } from "./token.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Words that say "not"; the second and third line are how hurried people type n't. */
const NEGATORS = words(
  `not n't no never without cannot nothing none neither nor unable nobody nope nah
   arnt isent dosnt dosent doesent havnt hasent didint wernt
   dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent hadnt aint mustnt`,
);
/** Answers to a yes-no question: they deny the question, not the words that follow. */
const PARTICLES = words("nope nah");
const SUBJECTS = words("it they he she we you i this that these those there the because since its their only both");
/** "not only", "no doubt" deny nothing. */
const SAYS_MORE = words("only just merely doubt matter problem wonder");
/** Neither is what follows denied after "not sure": that is about the speaker. */
const EMPTY_AFTER = words("only just merely doubt matter problem wonder sure certain confident know remember");
const ENDS_SCOPE = words(
  `but because becuz becaus becasue cause cos coz cuz bc since although though while whereas so and if when until unless then therefore hence which who as still instead`,
);
/** A second negative of these kinds turns the first one round: "cannot commit without a majority" speaks for the majority. */
const CANCELS = words("without unable fail");
/** How far a negator reaches, in words that carry meaning. */
const SCOPE_WORDS = 6;

interface Scope {
  readonly clause: number;
  left: number;
  denies: boolean;
}

/** Marks which tokens of a sentence are negators and which stand in the scope of one: to the end of the clause, at most six content words. */
export function markNegation(tokens: readonly Token[]): Token[] {
  let scope: Scope | null = null;
  return tokens.map((token, at) => {
    const next = tokens[at + 1];
    if (scope && (scope.clause !== token.clause || (ENDS_SCOPE.has(token.text) && !isDegree(token, tokens[at - 1])))) scope = null;
    if (opensQuietly(token, next)) {
      scope = { clause: token.clause, left: SCOPE_WORDS, denies: true };
      return token;
    }
    if (isNegator(token) || (token.stem === "fail" && next?.text === "to")) {
      if (isAnswer(token, tokens[at - 1], next)) return { ...token, negator: true };
      if (next && EMPTY_AFTER.has(next.text)) return { ...token, negator: !SAYS_MORE.has(next.text) };
      const cancels = scope !== null && scope.denies && CANCELS.has(token.stem);
      scope = { clause: token.clause, left: SCOPE_WORDS, denies: !cancels };
      return { ...token, negator: true };
    }
    if (!scope) return token;
    if (isContent(token)) scope.left -= 1;
    const negated = scope.denies;
    if (scope.left === 0) scope = null;
    return negated ? { ...token, negated: true } : token;
  });
}

/** "nope", and "no" before a clause of its own ("no it is kept", "no and it stays") or before a second thought ("no wait, 10 and 5"). */
function isAnswer(token: Token, previous: Token | undefined, next: Token | undefined): boolean {
  if (PARTICLES.has(token.text)) return true;
  if (token.text !== "no") return false;
  return (
    next === undefined ||
    /^(?:wait|sorry)$/.test(next.text) ||
    SUBJECTS.has(next.text) ||
    ENDS_SCOPE.has(next.text) ||
    (next.text === "only" && previous === undefined)
  );
}

/** "not as fast", "not so fast": the comparison is denied. */
const isDegree = (token: Token, previous: Token | undefined): boolean => /^(?:as|so)$/.test(token.text) && isNegator(previous);

const isNegator = (token: Token | undefined): boolean => token !== undefined && NEGATORS.has(token.text);

/** "rather than X", "instead of X" deny X without being a "not". */
function opensQuietly(token: Token, next: Token | undefined): boolean {
  return (token.text === "rather" && next?.text === "than") || (token.text === "instead" && next?.text === "of");
}
