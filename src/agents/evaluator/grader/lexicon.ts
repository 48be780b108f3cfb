import { stemOf } from "../../../curriculum/stem.ts";
import { COMMON_STEMS, FAMILIES, OPPOSITES, SYNONYMS } from "./lexicon-data.ts";

/** Opposites of school and laboratory that a dictionary does not list as such. */
const MORE_OPPOSITES = `open closed; connected separated; connected disconnected; on off; positive negative; series parallel; more less; more fewer; increase decrease;
  increased reduced; up down; above below; over under; before after; same different; equal unequal; faster slower; heavier lighter; bigger smaller; larger smaller;
  higher lower; longer shorter; harder softer; thicker thinner; warmer cooler; hotter colder; rougher smoother; complete incomplete; attract repel; gain lose; rise fall;
  always never; all none; true false; yes no; left right; inside outside; input output; push pull; compile run; local global; static dynamic; first last; begin end;
  public private; float sink; melt freeze; dissolve settle; absorb reflect; wet dry; with without; increase fall; rise decrease; win lose; hard easy`;
/** Words that a learner may use for each other in an explanation. */
const MORE_SYNONYMS = `big large huge great; small little tiny; quick fast rapid; start begin; end stop finish; same equal identical alike; different unlike differ; touch contact;
  because since; show demonstrate indicate; need require must; use utilize employ; make create produce form; get obtain receive gain; find determine discover; put place add;
  keep retain hold remain stay; move travel go; change alter vary modify; help assist aid; say tell state; increase rise grow; decrease fall drop reduce lower; see observe notice;
  separated disconnected apart; connect join attach link; break damage; material substance matter; liquid fluid; rock stone; water liquid; hot warm; cold cool; heavy weight mass;
  bright light; loud volume; fast speed; hard strong; soft weak; thick wide; think believe; kid child; often frequently; whole complete entire full; gap open; closed complete;
  function method procedure routine; variable data; parameter argument; element item member; array list; memory storage; error bug mistake; test check verify; execute run perform;
  send transmit; packet message; wrong incorrect error; right correct true; evaporate dry; leftover remain; amount quantity number; choose select pick; mix combine blend`;

const RAREST_BITS = 16;

interface Lexicon {
  readonly bits: ReadonlyMap<string, number>;
  readonly near: ReadonlyMap<string, ReadonlySet<string>>;
  readonly opposite: ReadonlyMap<string, ReadonlySet<string>>;
}

let lexicon: Lexicon | null = null;

/** Read when the first answer is graded, not when the Worker starts: some milliseconds. */
function open(): Lexicon {
  if (lexicon) return lexicon;
  const bits = new Map<string, number>();
  for (const line of COMMON_STEMS.split("\n")) {
    const [bit = "", ...stems] = line.split(" ");
    for (const stem of stems) bits.set(stem, Number(bit));
  }
  const near = new Map<string, Set<string>>();
  const opposite = new Map<string, Set<string>>();
  const relate = (table: Map<string, Set<string>>, words: readonly string[]): void => {
    for (const a of words)
      for (const b of words) {
        if (a === b) continue;
        const known = table.get(a);
        if (known) known.add(b);
        else table.set(a, new Set([b]));
      }
  };
  const byHand = (list: string): string[][] => list.split(";").map((group) => group.trim().split(/\s+/).map(stemOf));
  for (const line of [...SYNONYMS.split("\n"), ...FAMILIES.split("\n")]) relate(near, line.split(" "));
  for (const group of byHand(MORE_SYNONYMS)) relate(near, group);
  for (const line of OPPOSITES.split("\n")) relate(opposite, line.split(" "));
  for (const pair of byHand(MORE_OPPOSITES)) relate(opposite, pair);
  for (const [word, others] of opposite) for (const other of others) near.get(word)?.delete(other);
  lexicon = { bits, near, opposite };
  return lexicon;
}

/** How much a stem tells, 0 (the commonest words) to 1 (words that hardly anybody uses). */
export function weightOf(stem: string): number {
  return (open().bits.get(stem) ?? RAREST_BITS) / RAREST_BITS;
}

/** Whether a stem is one of the commonest. */
export function isKnownStem(stem: string): boolean {
  return open().bits.has(stem);
}

/** The stems that may stand for this one: synonyms and words of its family, by a dictionary and a table of our own. */
export function relativesOf(stem: string): ReadonlySet<string> | undefined {
  return open().near.get(stem);
}

/** The stems that say the opposite of this one. */
export function oppositesOf(stem: string): ReadonlySet<string> | undefined {
  return open().opposite.get(stem);
}
