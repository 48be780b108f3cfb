import { explanationOf, isNamed } from "../../curriculum/authoring/chapter-terms.ts";
import { readSources } from "../../curriculum/authoring/source-sentences.ts";
import { contentStems, normalise, readSentences } from "../../curriculum/text.ts";
import type { SolverInput } from "./solver-input.ts";
import type { SolverOutput } from "./solver.schema.ts";
import { coverage, openSupport, type Read, type Support } from "./support.ts";

const NOTHING: SolverOutput = { found: false, option: null, number: null, answer: "" };
/** So much of a question and its option must stand in one sentence, by weight, and so much more than of any other option. */
const MIN_SUPPORT = 0.6;
const MIN_LEAD = 0.03;
/** What a word right beside the gap adds when the sentence has it there too. */
const BESIDE_GAP = 0.1;
/** A sentence that denies what an option says, or the other way round, supports it by so much of what it would. */
const OTHER_SIDE = 0.4;
const MIN_CLAIM_WORDS = 6;
const MIN_CLAIM_SUPPORT = 0.75;
const MIN_OPEN_SUPPORT = 0.55;
const GAP = /_{3,}/;

/** The Solver with no model: the sentence of the passages that supports an answer best, as long as it leads clearly. Pure, total; nothing of the key is known. */
export function embeddedSolve({ question, passages }: SolverInput): SolverOutput {
  const support = openSupport(readSources(passages));
  if (support.read.length === 0) return NOTHING;
  if (question.form === "choice") return choose(question, support);
  if (question.form === "numeric") return findNumber(question.prompt, support);
  const answer = question.form === "open" ? answerOpenly(question.prompt, support) : null;
  return answer === null ? NOTHING : { ...NOTHING, found: true, answer };
}

function choose({ prompt, options }: SolverInput["question"], support: Support): SolverOutput {
  const asked = quoted(prompt).join(" ") || prompt;
  const scored = options
    .map(({ id, text }) => ({ id, score: Math.max(...support.read.map((read) => supportFor(asked, text, read, support))) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  const isClear = best !== undefined && best.score >= MIN_SUPPORT && best.score - (next?.score ?? 0) >= MIN_LEAD;
  return isClear ? { ...NOTHING, found: true, option: best.id } : NOTHING;
}

function supportFor(asked: string, option: string, read: Read, support: Support): number {
  const isGap = GAP.test(asked);
  const filled = isGap ? asked.replace(GAP, option) : `${asked} ${option}`;
  const said = ` ${normalise(read.sentence.text)} `;
  const denied = deniedIn(filled);
  const deniedThere = new Set(read.sentence.tokens.filter(({ negated }) => negated).map(({ stem }) => stem));
  // Only what both speak of: a "not" somewhere else in a long sentence says nothing about this.
  const isOtherSide = contentStems(filled).some((stem) => read.stems.has(stem) && denied.has(stem) !== deniedThere.has(stem));
  const side = isOtherSide ? OTHER_SIDE : 1;
  return side * coverage(contentStems(filled), read, support) + (isGap ? BESIDE_GAP * besideGap(asked, option, said) : 0);
}

const deniedIn = (text: string): ReadonlySet<string> =>
  new Set(readSentences(text).flatMap(({ tokens }) => tokens.filter(({ negated }) => negated).map(({ stem }) => stem)));

/** How many of the words on both sides of the gap stand beside the option in a sentence: 0 to 2. */
function besideGap(asked: string, option: string, said: string): number {
  const [before = "", behind = ""] = asked.split(GAP);
  const left = normalise(before).split(" ").at(-1) ?? "";
  const right = normalise(behind).split(" ")[0] ?? "";
  const own = normalise(option);
  return (left !== "" && said.includes(` ${left} ${own} `) ? 1 : 0) + (right !== "" && said.includes(` ${own} ${right} `) ? 1 : 0);
}

function findNumber(prompt: string, support: Support): SolverOutput {
  const asked = quoted(prompt).join(" ") || prompt;
  const own = new Set(contentStems(asked));
  const best = bestOf([...own], support);
  if (!best || best.score < MIN_SUPPORT) return NOTHING;
  const { text, tokens } = best.read.sentence;
  const numbers = tokens.filter(({ value }) => value !== null && !own.has(value));
  const right = normalise(asked.split(GAP)[1] ?? "").split(" ")[0] ?? "";
  const atGap = numbers.filter((number) => tokens[tokens.indexOf(number) + 1]?.text === right);
  const [number, ...others] = atGap.length === 1 ? atGap : numbers;
  if (!number || others.length > 0) return NOTHING;
  return { ...NOTHING, found: true, number: text.slice(number.start, number.end).replace(/,(?=\d{3}\b)/g, "") };
}

/** What the passages say to a question in words: how a quoted claim goes on, what quoted names mean, or the sentences nearest to it. */
function answerOpenly(prompt: string, support: Support): string | null {
  const quotations = quoted(prompt);
  const claim = quotations.find((quotation) => quotation.split(/\s+/).length >= MIN_CLAIM_WORDS);
  if (claim !== undefined) {
    const best = bestOf(contentStems(claim), support);
    return best && best.score >= MIN_CLAIM_SUPPORT ? best.read.sentence.text : null;
  }
  const sentences = support.read.map(({ sentence }) => sentence);
  if (quotations.length > 0) {
    const explained = quotations.map((name) => explanationOf(name, sentences) ?? mostSaid(name, support));
    return explained.includes(null) ? null : explained.join(" ");
  }
  const best = bestOf(contentStems(prompt), support);
  return best && best.score >= MIN_OPEN_SUPPORT ? best.read.sentence.text : null;
}

/** The first sentence that begins with a name. */
function mostSaid(name: string, { read }: Support): string | null {
  const opening = read.find(({ sentence }) =>
    isNamed(
      name,
      sentence.text
        .split(/\s+/)
        .slice(0, name.split(/\s+/).length + 2)
        .join(" "),
    ),
  );
  return opening?.sentence.text ?? null;
}

function bestOf(wanted: readonly string[], support: Support): { readonly read: Read; readonly score: number } | null {
  return support.read
    .map((read) => ({ read, score: coverage(wanted, read, support) }))
    .reduce<{ readonly read: Read; readonly score: number } | null>(
      (top, each) => (top === null || each.score > top.score ? each : top),
      null,
    );
}

const quoted = (prompt: string): string[] =>
  [...prompt.matchAll(/“([^”]+)”/g)].map(([, inside = ""]) => inside.replace(/^… | …$/g, "").replace(/[.]$/, ""));
