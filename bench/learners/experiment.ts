import { MODELS, PRICES_SOURCE } from "../../src/llm/providers/model-table.ts";
import { openCoreLesson } from "./lesson.ts";
import { drawEase } from "./learner.ts";
import { compareGains, type Figure, measure, type Outcome } from "./measure.ts";
import type { Fitted, Parameters } from "./parameters.ts";
import { playCourse } from "./play.ts";
import { EVALUATOR, fixedSequence, MASTERY_POLICY, type Policy } from "./policy.ts";
import { countWords, playAll, type Spoken } from "./population.ts";
import type { Words } from "./replies.ts";

/** Questions a node in the fixed sequence: what the default needs, about, then more, then as many as the starter packs have. */
const FIXED = [3, 5, 8] as const;
const CHARS_PER_TOKEN = 4;
const COUNTED_LESSONS = 8;
const PRICED = "gpt-4.1-mini";

export interface Population {
  readonly name: string;
  readonly evaluator: Outcome;
  readonly mastery: Outcome;
  readonly fixed: readonly FixedSequence[];
}

/** The same number of questions for everybody. */
export interface FixedSequence {
  readonly questions: number;
  readonly outcome: Outcome;
  /** How much greater the mastery policy's gain is after 7 and 30 days. */
  readonly mastery_over: readonly Figure[];
}

export interface Guessers {
  readonly policy: Policy["name"];
  readonly habit: "fast_guesser" | "slow_guesser";
  readonly luck: number;
  /** Share of nodes taken for learned. */
  readonly passed: number;
  readonly nodes: number;
}

export interface Cost {
  readonly policy: Policy["name"];
  readonly replies: number;
  /** Tokens a reply, estimated at four characters each; the evaluator's and the tutor's calls. */
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly model: string;
  readonly prices: string;
  /** US dollars a lesson at list prices. */
  readonly usd: number;
}

export interface Results {
  readonly parameters: { readonly fitted: Fitted; readonly from_data: boolean; readonly usual: Parameters };
  readonly populations: readonly Population[];
  readonly long: readonly Population[];
  readonly guessers: readonly Guessers[];
  readonly costs: readonly Cost[];
}

/** The same learners under every policy. */
export async function runPopulation(of: {
  readonly name: string;
  readonly parameters: Parameters;
  readonly words: readonly Words[];
  readonly learners: number;
  readonly isReal: boolean;
}): Promise<Population> {
  const play = (policy: Policy) => playAll({ ...of, policy });
  const evaluator = await play(EVALUATOR);
  const mastery = await play(MASTERY_POLICY);
  const fixed: FixedSequence[] = [];
  for (const questions of FIXED) {
    const played = await play(fixedSequence(questions));
    const mastery_over = [7, 30].map((days) => compareGains(mastery, played, days));
    fixed.push({ questions, outcome: measure(played), mastery_over });
  }
  return { name: of.name, evaluator: measure(evaluator), mastery: measure(mastery), fixed };
}

/** Learners who know nothing and choose among four options, at any speed; what has to be written they get right once in twenty times. */
export async function guess(words: readonly Words[], of: Parameters, learners: number): Promise<Guessers[]> {
  const outcomes: Guessers[] = [];
  for (const policy of [EVALUATOR, MASTERY_POLICY])
    for (const habit of ["fast_guesser", "slow_guesser"] as const)
      for (const luck of [0.5, 1, 1.5]) {
        const parameters = { ...of, luck, explanation: 0, example: 0, feedback: 0, practice: 0 };
        const { declared, skills } = measure(await playAll({ words, parameters, policy, learners, habit }));
        outcomes.push({ policy: policy.name, habit, luck, passed: declared, nodes: skills });
      }
  return outcomes;
}

/** What a lesson would cost if models were asked: its prompts are really written, its answers are as long as the embedded agents'. */
export async function costOf(words: readonly Words[], parameters: Parameters): Promise<Cost[]> {
  const row = MODELS.find(({ model }) => model === PRICED);
  if (!row) throw new Error(`${PRICED} has no price.`);
  const costs: Cost[] = [];
  for (const policy of [EVALUATOR, MASTERY_POLICY, fixedSequence(FIXED[0])]) {
    const spoken: Spoken = { replies: 0, prompts: 0, answers: 0 };
    for (let seed = 1; seed <= COUNTED_LESSONS; seed++) {
      const taught = words[seed % words.length];
      if (!taught) continue;
      const ease = drawEase(taught.pack, parameters.ease_spread, seed);
      const open = () => openCoreLesson(taught.pack, policy, { models: countWords(spoken) });
      const { nodes } = await playCourse({ seed, parameters, words: taught, ease, policy, returns: [], open });
      spoken.replies += nodes.reduce((sum, { replies }) => sum + replies, 0);
    }
    const [tokensIn, tokensOut] = [spoken.prompts / CHARS_PER_TOKEN, spoken.answers / CHARS_PER_TOKEN];
    const [input, , output] = row.usd_per_million;
    costs.push({
      policy: policy.name,
      replies: Math.round(spoken.replies / COUNTED_LESSONS),
      tokens_in: Math.round(tokensIn / spoken.replies),
      tokens_out: Math.round(tokensOut / spoken.replies),
      model: PRICED,
      prices: PRICES_SOURCE,
      usd: Math.round(((tokensIn * input + tokensOut * output) / 1e6 / COUNTED_LESSONS) * 1e4) / 1e4,
    });
  }
  return costs;
}
