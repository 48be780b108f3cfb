import { type Occasion, takeSides } from "./occasion.ts";
import { valueOf, valuesOf } from "./quantities.ts";

const PIECE = /\d[\d,]*(?:\.\d+)?|[\p{L}]+(?:['’]\p{L}+)?|[?!=%]/gu;
/** More than this of a reply is not read. */
const MAX_PIECES = 400;

/**
 * The reply's words and pairs of neighbours, each once. A number stands for whose it is (`#mine` of the learner's last words,
 * `#old` said before, `#new`), because its value says nothing on another occasion.
 */
export function readGrams({ history, reply }: Pick<Occasion, "history" | "reply">): Set<string> {
  const { asked, answered, lastAnswered } = takeSides(history);
  const [known, learners, last] = [valuesOf(asked), valuesOf(answered), valuesOf(lastAnswered)];
  const nameOf = (value: number): string =>
    last.has(value) && !known.has(value) ? "#mine" : known.has(value) || learners.has(value) ? "#old" : "#new";
  const pieces = [...reply.matchAll(PIECE)]
    .slice(0, MAX_PIECES)
    .map(([piece]) => (/^\d/.test(piece) ? nameOf(valueOf(piece)) : piece.toLowerCase().replaceAll("’", "'")));
  const grams = new Set<string>();
  for (const [at, piece] of ["^", ...pieces, "$"].entries()) {
    const next = at === pieces.length + 1 ? undefined : (pieces[at] ?? "$");
    grams.add(piece);
    if (next !== undefined) grams.add(`${piece} ${next}`);
  }
  return grams;
}
