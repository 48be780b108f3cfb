import { describe, expect, it } from "vitest";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import { pendingEffect } from "../../src/session/effects.ts";
import type { SessionEngine } from "../../src/session/session-engine.usecase.ts";
import { type Moment, playLesson } from "./fault-lesson.ts";

const SEEDS = [1, 2, 3, ...(process.env["CAIRN_SEED"] ? [Number(process.env["CAIRN_SEED"])] : [])];

/** What a command is answered with: its place in the log, or the refusal's code. */
function send(engine: SessionEngine, command: Command): number | string {
  const answer = engine.accept(command);
  return answer.ok ? answer.value.seq : answer.error.code;
}

/** The answer, where it is not the one that was due. */
function differs(what: string, answer: number | string | undefined, due: number | string): string[] {
  return answer === due ? [] : [`${what} was answered ${answer} instead of ${due}`];
}

/** Does this at every moment of every lesson: each has to end with the very bytes of the lesson in which nobody did. */
async function expectUndisturbed(row: string, act: (moment: Moment) => readonly (readonly string[])[]): Promise<void> {
  const violations: string[] = [];
  let cases = 0;
  for (const seed of SEEDS) {
    const meanwhile = (moment: Moment): string[] => {
      const found = act(moment);
      cases += found.length;
      return found.flat();
    };
    const played = await playLesson(seed, { meanwhile });
    violations.push(...played.violations.map((violation) => `seed ${seed}: ${violation}`));
    if (played.bytes !== (await playLesson(seed)).bytes) violations.push(`seed ${seed}: what is stored is not what it would have been`);
  }
  expectRow(row, cases, violations);
}

function expectRow(row: string, cases: number, violations: readonly string[]): void {
  process.stdout.write(`${row}: ${cases} generated cases, ${violations.length} violations\n`);
  expect(violations).toEqual([]);
  expect(cases).toBeGreaterThan(10);
}

describe("at every moment of a lesson", { timeout: 120_000 }, () => {
  it("whatever was acknowledged is acknowledged again with the same place, once or a hundred times", async () => {
    await expectUndisturbed("same id again", ({ engine, acks }) =>
      [...acks].map(([command, seq]) => Array.from({ length: 100 }, () => differs("a repeat", send(engine, command), seq)).flat()),
    );
  });

  it("an id that was used for something else is refused by name", async () => {
    await expectUndisturbed("same id, other content", ({ engine, acks }) =>
      [...acks].flatMap(([{ message_id, type }]) => [
        differs("other words", send(engine, { type: "reply", message_id, text: "something else" }), "message_id_reused"),
        type === "choose_path"
          ? [
              ...differs("another path", send(engine, { type: "choose_path", message_id, path_id: "9" }), "message_id_reused"),
              ...differs(
                "the same path, asked first",
                send(engine, { type: "choose_path", message_id, path_id: "1", placement: true }),
                "message_id_reused",
              ),
            ]
          : [],
        differs("a wish to be taught", send(engine, { type: "teach_me", message_id }), "message_id_reused"),
        type === "hint" ? [] : differs("a hint", send(engine, { type: "hint", message_id }), "message_id_reused"),
      ]),
    );
  });

  it("a second tab that answers while the tutor is at work is told so, and nothing is stored", async () => {
    const kinds: readonly Command[] = [
      { type: "reply", message_id: "second-tab-1", text: "From the other tab." },
      { type: "hint", message_id: "second-tab-2" },
      { type: "set_aside", message_id: "second-tab-3" },
      { type: "teach_me", message_id: "second-tab-5" },
      { type: "choose_path", message_id: "second-tab-4", path_id: "1" },
    ];
    await expectUndisturbed("second tab during a turn", ({ engine }) => {
      const state = engine.current()?.state;
      if (!state || !pendingEffect(state)) return [];
      return kinds.map((command) => differs(command.type, send(engine, command), "turn_in_progress"));
    });
  });

  it("what does not belong there is refused by name: an answer before the question, a path twice, setting aside too early", async () => {
    await expectUndisturbed("wrong phase", ({ engine }) => {
      const phase = engine.current()?.state.phase.type;
      const reply = (): number | string => send(engine, { type: "reply", message_id: "misplaced-1", text: "Too early, or too late." });
      const path = (path_id: string): number | string => send(engine, { type: "choose_path", message_id: "misplaced-2", path_id });
      const teach = (): number | string => send(engine, { type: "teach_me", message_id: "misplaced-4" });
      const aside = (): number | string => send(engine, { type: "set_aside", message_id: "misplaced-3" });
      if (phase === "choosing_path")
        return [
          differs("a reply", reply(), "wrong_phase"),
          differs("a path", path("9"), "path_not_offered"),
          differs("setting aside", aside(), "wrong_phase"),
          differs("a wish to be taught", teach(), "wrong_phase"),
        ];
      if (phase === "awaiting_reply" && engine.current()?.state.node.remediation_round === 0)
        return [
          differs("a path", path("1"), "wrong_phase"),
          differs("setting aside", aside(), "set_aside_too_early"),
          differs("a wish to be taught", teach(), "nothing_to_teach_first"),
        ];
      if (phase === "completed")
        return [
          differs("a reply", reply(), "wrong_phase"),
          differs("a path", path("1"), "wrong_phase"),
          differs("setting aside", aside(), "wrong_phase"),
        ];
      return [];
    });
  });

  it("the resume job may come, twice at once, and nothing is done twice", async () => {
    await expectUndisturbed("resume twice", ({ engine }) => {
      void engine.goOn();
      void engine.goOn();
      return [[]];
    });
    for (const seed of SEEDS) {
      const resumed = await playLesson(seed, {
        meanwhile({ engine }) {
          void engine.goOn();
          return [];
        },
      });
      expect(resumed.calls).toBe((await playLesson(seed)).calls);
    }
  });

  it("of two tabs that answer at once one counts, and the other is told to wait", async () => {
    const violations: string[] = [];
    let cases = 0;
    for (const seed of SEEDS) {
      const { moments } = await playLesson(seed);
      for (let at = 1; at <= moments; at++) {
        const played = await playLesson(seed, {
          meanwhile({ engine, nth }) {
            if (nth !== at || engine.current()?.state.phase.type !== "awaiting_reply") return [];
            cases += 1;
            const first = send(engine, { type: "reply", message_id: "first-tab-1", text: "I don't know" });
            const second = send(engine, { type: "reply", message_id: "second-tab-1", text: "The fifth is larger." });
            return [
              ...(typeof first === "number" ? [] : [`the first tab was refused: ${first}`]),
              ...differs("the second tab", second, "turn_in_progress"),
            ];
          },
        });
        violations.push(...played.violations.map((violation) => `seed ${seed}, moment ${at}: ${violation}`));
      }
    }
    expectRow("two tabs at once", cases, violations);
  });

  it("a learner may leave, and leave again: the session ends there, once, whatever is still on its way", async () => {
    const violations: string[] = [];
    let cases = 0;
    for (const seed of SEEDS) {
      const undisturbed = await playLesson(seed);
      for (let at = 1; at < undisturbed.moments; at++) {
        cases += 1;
        let left = 0;
        const played = await playLesson(seed, {
          meanwhile({ engine, nth }) {
            if (nth !== at) return [];
            left = Number(send(engine, { type: "abandon", message_id: "leave-0001" }));
            return [
              ...differs("leaving", left, engine.current()?.seq ?? 0),
              ...differs("leaving again", send(engine, { type: "abandon", message_id: "leave-0001" }), left),
              ...differs("leaving from another tab", send(engine, { type: "abandon", message_id: "leave-0002" }), "wrong_phase"),
              ...differs("a reply after that", send(engine, { type: "reply", message_id: "after-0001", text: "Wait." }), "wrong_phase"),
            ];
          },
        });
        const isPrefix = JSON.stringify(played.log.slice(0, -1)) === JSON.stringify(undisturbed.log.slice(0, left - 1));
        violations.push(
          ...played.violations,
          ...(isPrefix && played.log.length === left ? [] : [`seed ${seed}, moment ${at}: something came after the end`]),
        );
      }
    }
    expectRow("leaving twice", cases, violations);
  });
});
