import { mulberry32 } from "../../scripts/lib/eval-metrics.ts";
import type { Item, Misconception, Pack, PackNode } from "../../src/curriculum/pack.schema.ts";
import type { DraftReason, Strategy } from "../../src/protocol/lesson.schema.ts";
import type { Parameters } from "./parameters.ts";
import { askSomething, type Random, sayMisled, sayOffTopic, sayPart, sayRight, sayStuck, sayWrong, type Words } from "./replies.ts";

/** How learners behave beside what they know. `guesser` answers whatever is quickest; `fast` in less time than reading takes. */
export const HABITS = ["usual", "asks", "helpless", "hint_abuser", "fast_guesser"] as const;
export type Habit = (typeof HABITS)[number] | "slow_guesser";
const HABIT_SHARES: readonly (readonly [Habit, number])[] = [
  ["usual", 0.72],
  ["asks", 0.08],
  ["helpless", 0.08],
  ["hint_abuser", 0.06],
  ["fast_guesser", 0.06],
];

/** What a hint adds for the question it belongs to, and what feedback on the very question adds when it is asked again; neither is knowledge. */
const HINT_LIFT = 0.6;
const SEEN_AGAIN_LIFT = 0.6;
/** How often what was right before is simply written again. */
const REMEMBERS_ANSWER = 0.85;
/** Small steps are easier than the questions they lead to. */
const STEP_EASE = 1.5;
/** P(right by chance) of what has to be written. */
const WRITTEN_LUCK = 0.05;
/** How much of the forgetting exponent each right answer takes away, at most all but a third. */
const PRACTICE_KEEPS = 0.85;
const LEAST_FORGETTING = 1 / 3;
/** How often an item gives a misconception its occasion where none in particular is meant. */
const OCCASION = 0.5;

interface SkillLevel {
  level: number;
  readonly before: number;
  readings: number;
  examples: number;
  retrievals: number;
  /** Misconceptions held, and how strongly: P(it answers) where an item gives occasion. */
  readonly held: Map<string, number>;
}

/** What the tutor has put before the learner. */
export interface Shown {
  /** The place of the message in the log. */
  readonly seq: number;
  readonly node: PackNode;
  readonly item: Item;
  readonly strategy: Strategy;
  readonly reason: DraftReason;
  readonly teaching: string;
  readonly hints_left: number;
  readonly may_set_aside: boolean;
  readonly round: number;
}

export interface Reply {
  readonly type: "reply";
  readonly text: string;
  readonly ms: number;
  readonly meant: Meant;
}
export type Act = Reply | { readonly type: "hint"; readonly ms: number } | { readonly type: "set_aside"; readonly ms: number };
/** What was in the learner's mind when they wrote. */
export type Meant = "right" | "part" | "misled" | "wrong" | "guess" | "stuck" | "question" | "off_topic";

/** A learner in code. Shares nothing with the product's model: levels are continuous, items differ in ease, what is learned fades. */
export class SimulatedLearner {
  readonly habit: Habit;
  readonly #of: Parameters;
  readonly #words: Words;
  readonly #random: Random;
  readonly #skills = new Map<string, SkillLevel>();
  readonly #ease: ReadonlyMap<string, number>;
  readonly #speed: number;
  readonly #pace: number;
  /** By item: how likely its right answer is still known by heart. */
  readonly #byHeart = new Map<string, number>();
  readonly #missedBefore = new Set<string>();
  readonly #ruledOut = new Map<string, string[]>();
  #hints = 0;
  #shownItem = "";

  constructor(seed: number, parameters: Parameters, words: Words, ease: ReadonlyMap<string, number>, habit?: Habit) {
    // Who the learner is comes from one stream, what happens to them from another: under every policy the same people begin.
    const random = mulberry32(seed * 2 + 1);
    this.#random = mulberry32(seed * 2 + 2);
    this.#of = parameters;
    this.#words = words;
    this.#ease = ease;
    const drawn = drawHabit(random);
    this.habit = habit ?? drawn;
    const person = parameters.level_spread * normal(random);
    this.#speed = Math.exp(parameters.speed_spread * normal(random));
    this.#pace = Math.exp(0.3 * normal(random));
    for (const node of words.pack.nodes) {
      const start = parameters.start + person + parameters.skill_spread * normal(random);
      const level = isGuesser(this.habit) && habit !== undefined ? -8 : start;
      const held = new Map(
        node.misconceptions.flatMap(({ id }) => (random() < parameters.misled ? [[id, 0.3 + 0.6 * random()] as const] : [])),
      );
      // Nodes of one skill share it.
      if (!this.#skills.has(node.skill))
        this.#skills.set(node.skill, { level, before: level, readings: 0, examples: 0, retrievals: 0, held });
    }
  }

  /** P(right) on a usual written question that was never asked, without help, slips apart, after so many days without practice. */
  ability(skill: string, days = 0): number {
    const of = this.#skills.get(skill);
    if (!of) return Number.NaN;
    const strongest = Math.max(0, ...of.held.values());
    return sigmoid(this.#levelAfter(of, days)) * (1 - OCCASION * strongest);
  }

  /** Days go by without practice: what was learned fades, and what was said to single questions fades faster. */
  pass(days: number): void {
    for (const of of this.#skills.values()) {
      of.level = this.#levelAfter(of, days);
      of.readings = Math.min(of.readings, 1);
      of.examples = Math.min(of.examples, 1);
    }
    for (const [item, share] of this.#byHeart) this.#byHeart.set(item, share / Math.sqrt(1 + days));
    this.#missedBefore.clear();
    this.#ruledOut.clear();
    this.#shownItem = "";
  }

  /** Takes in what is shown; ms that it takes. */
  read({ node, strategy, reason, teaching, item }: Shown): number {
    const of = this.#skillOf(node);
    if (item.id !== this.#shownItem) this.#hints = 0;
    this.#shownItem = item.id;
    const words = teaching.split(/\s+/).length + item.prompt.split(/\s+/).length;
    if (this.habit === "fast_guesser" || this.habit === "slow_guesser") return 0;
    if (strategy === "worked_example") this.#learn(of, this.#of.example / 2 ** of.examples++);
    else if (reason !== "practise" && reason !== "answer_question") this.#learn(of, this.#of.explanation / 2 ** of.readings++);
    return Math.round((words / 220) * 60_000 * this.#pace);
  }

  act(shown: Shown): Act {
    const { item, node } = shown;
    const of = this.#skillOf(node);
    const p = this.#chance(of, item);
    const random = this.#random;
    if (shown.may_set_aside && shown.round >= 5 && random() < (shown.round >= 9 ? 0.6 : 0.2)) return { type: "set_aside", ms: 3_000 };
    if (isGuesser(this.habit)) return this.#guess(shown, this.habit === "fast_guesser" ? 900 + 1_000 * random() : 6_000 + 6_000 * random());
    const asks = this.habit === "asks" ? 0.15 : 0.03;
    if (random() < asks) return this.#reply(askSomething(this.#words, node, random), "question", 12_000);
    if (random() < asks / 3) return this.#reply(sayOffTopic(random), "off_topic", 8_000);
    if (shown.hints_left > 0) {
      if (this.habit === "hint_abuser") return this.#hint(1_200);
      if (p < 0.45 && random() < (this.habit === "helpless" ? 0.5 : 0.2)) return this.#hint(9_000);
    }
    if (p < 0.4 && random() < (this.habit === "helpless" ? 0.4 : 0.12)) return this.#reply(sayStuck(random), "stuck", 6_000);
    return this.#answer(shown, of, p);
  }

  /** Feedback: what the verdict says, whatever was meant. A miss that is taken for right teaches nothing. */
  hear(shown: Shown, act: Reply, verdict: "correct" | "partial" | "wrong" | "n/a", corrected: string | null): void {
    const of = this.#skillOf(shown.node);
    const { item } = shown;
    if (act.meant === "right" && verdict === "correct") {
      of.retrievals += 1;
      if (this.habit !== "hint_abuser" || this.#hints === 0) this.#learn(of, this.#of.practice);
    } else if ((verdict === "wrong" || verdict === "partial") && !isGuesser(this.habit)) this.#learn(of, this.#of.feedback);
    if (corrected !== null && this.#random() < 0.6) of.held.delete(corrected);
    else if (corrected !== null) of.held.set(corrected, (of.held.get(corrected) ?? 0) / 2);
    if (verdict === "correct") this.#byHeart.set(item.id, REMEMBERS_ANSWER);
    else if (verdict !== "n/a") {
      this.#missedBefore.add(item.id);
      const option = item.form === "choice" ? item.options.find(({ id, text }) => act.text === id || act.text.includes(text)) : undefined;
      if (option && !option.correct) this.#ruledOut.set(item.id, [...(this.#ruledOut.get(item.id) ?? []), option.id]);
    }
  }

  #answer(shown: Shown, of: SkillLevel, p: number): Act {
    const { item, node } = shown;
    const random = this.#random;
    const ms = (item.form === "choice" ? 9_000 : item.form === "numeric" ? 20_000 : 35_000) * (0.6 + 0.8 * random()) * this.#pace;
    const slips = random() < this.#of.slip;
    if (!slips && random() < (this.#byHeart.get(item.id) ?? 0)) return this.#reply(sayRight(this.#words, item, random), "right", ms / 2);
    const misled = slips ? null : this.#misled(of, node, item);
    if (misled !== null) return this.#reply(misled, "misled", ms);
    if (!slips && random() < p) return this.#reply(sayRight(this.#words, item, random), "right", ms);
    if (slips && random() < 0.5) return this.#reply(sayWrong(this.#words, node, item, [], random), "wrong", ms);
    const part = random() < 0.45 ? sayPart(this.#words, item, random) : null;
    if (part !== null) return this.#reply(part, "part", ms);
    return this.#guess(shown, ms);
  }

  /** Whoever does not know: one of the options that are left, a number from the question, words that are near. Luck is what the population has of it. */
  #guess({ node, item }: Shown, ms: number): Act {
    const random = this.#random;
    const out = this.#ruledOut.get(item.id) ?? [];
    const chance = item.form === "choice" ? 1 / Math.max(1, item.options.length - new Set(out).size) : WRITTEN_LUCK;
    const isLucky = random() < Math.min(0.9, this.#of.luck * chance);
    return this.#reply(isLucky ? sayRight(this.#words, item, random) : sayWrong(this.#words, node, item, out, random), "guess", ms);
  }

  #misled(of: SkillLevel, node: PackNode, item: Item): string | null {
    for (const [id, strength] of of.held) {
      const misconception: Misconception | undefined = node.misconceptions.find((one) => one.id === id);
      if (!misconception || this.#random() >= strength) continue;
      const said = sayMisled(this.#words, item, misconception, this.#random);
      if (said !== null) return said;
    }
    return null;
  }

  #chance(of: SkillLevel, item: Item): number {
    const lift = this.#hints * HINT_LIFT + (this.#missedBefore.has(item.id) ? SEEN_AGAIN_LIFT : 0) + (item.role === "step" ? STEP_EASE : 0);
    return sigmoid(of.level + (this.#ease.get(item.id) ?? 0) + lift);
  }

  #hint(ms: number): Act {
    this.#hints += 1;
    return { type: "hint", ms };
  }

  #reply(text: string, meant: Meant, ms: number): Act {
    return { type: "reply", text, meant, ms: Math.round(ms) };
  }

  #learn(of: SkillLevel, by: number): void {
    of.level += by * this.#speed * Math.max(0, (this.#of.ceiling - of.level) / (this.#of.ceiling - this.#of.start));
  }

  #levelAfter(of: SkillLevel, days: number): number {
    const exponent = this.#of.forgetting * Math.max(LEAST_FORGETTING, PRACTICE_KEEPS ** of.retrievals);
    return of.before + (of.level - of.before) * (1 + days) ** -exponent;
  }

  #skillOf({ skill }: PackNode): SkillLevel {
    const of = this.#skills.get(skill);
    if (!of) throw new Error(`Nobody has a level in ${skill}.`);
    return of;
  }
}

/** How much easier than usual each item of a pack is, in logits: unknown to the product, and drawn anew by seed, so that no figure hangs on one draw. */
export function drawEase(pack: Pack, spread: number, seed: number): ReadonlyMap<string, number> {
  const random = mulberry32(seed);
  return new Map(pack.nodes.flatMap(({ items }) => items.map(({ id }) => [id, spread * normal(random)] as const)));
}

function isGuesser(habit: Habit): boolean {
  return habit === "fast_guesser" || habit === "slow_guesser";
}

function drawHabit(random: Random): Habit {
  let at = random();
  for (const [habit, share] of HABIT_SHARES) {
    if (at < share) return habit;
    at -= share;
  }
  return "usual";
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** From the standard normal distribution (Box and Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
