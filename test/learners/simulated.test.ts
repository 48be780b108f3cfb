import { beforeAll, describe, expect, it } from "vitest";
import { drawEase } from "../../bench/learners/learner.ts";
import { openCoreLesson, openEngineLesson } from "../../bench/learners/lesson.ts";
import { compareGains, measure } from "../../bench/learners/measure.ts";
import { FITTED, usual } from "../../bench/learners/parameters.ts";
import { playCourse, type Played } from "../../bench/learners/play.ts";
import { EVALUATOR, fixedSequence, MASTERY_POLICY, type Policy } from "../../bench/learners/policy.ts";
import { fourOptions, playAll } from "../../bench/learners/population.ts";
import { wordsOf } from "../../bench/learners/words.ts";
import { starterPacks } from "../support/starter-packs.ts";

// The bench in small: `npm run bench:learners` has the figures. Seeds are fixed and bounds are wide, so that only a change of what Cairn does moves them.
const LEARNERS = 28;
const PARAMETERS = usual(FITTED);
const WORDS = starterPacks.map(wordsOf);
const PATIENCE_MS = 240_000;

describe("learners in code, taking real lessons", () => {
  const played = new Map<Policy["name"], readonly Played[]>();
  const of = (name: Policy["name"]): readonly Played[] => played.get(name) ?? [];

  beforeAll(async () => {
    for (const policy of [EVALUATOR, MASTERY_POLICY, fixedSequence(3)])
      played.set(policy.name, await playAll({ words: WORDS, parameters: PARAMETERS, policy, learners: LEARNERS }));
  }, PATIENCE_MS);

  it("come to the end of every lesson, whatever they say and whatever moves it on", () => {
    for (const name of ["evaluator", "mastery", "fixed"] as const)
      expect([
        name,
        of(name)
          .filter(({ completed }) => !completed)
          .map(({ seed }) => seed),
      ]).toEqual([name, []]);
  });

  it("are seldom declared masters by mastery of what they would sooner miss than meet, and often by one right answer", () => {
    const [evaluator, mastery] = [measure(of("evaluator")), measure(of("mastery"))];
    expect(mastery.declared).toBeGreaterThan(0.3);
    expect(mastery.falsely.value).toBeLessThan(0.1);
    expect(evaluator.falsely.value).toBeGreaterThan(0.4);
  });

  it("keep more a week and a month after a lesson that mastery moved on than after three questions a step", () => {
    for (const days of [7, 30]) expect(compareGains(of("mastery"), of("fixed"), days).value).toBeGreaterThan(0.05);
  });

  it("are judged as they meant it, nearly always", () => {
    const { right, missed, wrong, accepted } = measure(of("mastery")).misjudged;
    expect(missed / right).toBeLessThan(0.05);
    expect(accepted / wrong).toBeLessThan(0.08);
  });

  it(
    "who guess among four options are never declared masters, fast or slow",
    async () => {
      const words = WORDS.flatMap((one) => fourOptions(one) ?? []);
      const nobody = { ...PARAMETERS, explanation: 0, example: 0, feedback: 0, practice: 0 };
      for (const habit of ["fast_guesser", "slow_guesser"] as const) {
        const guessers = await playAll({ words, parameters: nobody, policy: MASTERY_POLICY, learners: 8, habit });
        expect(measure(guessers).declared).toBeLessThanOrEqual(0.03);
      }
    },
    PATIENCE_MS,
  );
});

describe("a lesson held in memory", () => {
  it(
    "goes as it does with the real engine over its storage, whichever policy moves it on",
    async () => {
      for (const policy of [EVALUATOR, MASTERY_POLICY])
        for (const [seed, words] of WORDS.slice(0, 2).entries()) {
          const ease = drawEase(words.pack, PARAMETERS.ease_spread, seed);
          const course = { seed, parameters: PARAMETERS, words, ease, policy, returns: [] };
          const real = await playCourse({ ...course, open: () => openEngineLesson(words.pack, policy) });
          const held = await playCourse({ ...course, open: () => openCoreLesson(words.pack, policy) });
          expect(held).toEqual(real);
          // Without the tutor's explanations only the time for reading differs.
          const terse = await playCourse({ ...course, open: () => openCoreLesson(words.pack, policy, { isTerse: true }) });
          expect(withoutTimes(terse)).toEqual(withoutTimes(real));
        }
    },
    PATIENCE_MS,
  );
});

function withoutTimes({ nodes, ...rest }: Played): unknown {
  return { ...rest, nodes: nodes.map(({ declared, ...node }) => ({ ...node, ms: 0, declared: declared && { ...declared, ms: 0 } })) };
}
