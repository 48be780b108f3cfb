import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admitEvidence, type AdmitInput } from "../../src/learners/admit-evidence.ts";
import { parseEvidence } from "../../src/learners/evidence.schema.ts";
import { answer, correction } from "../support/learner-evidence.ts";

const admit = (input: Partial<AdmitInput> & Pick<AdmitInput, "event">) =>
  admitEvidence({ same_id: null, target: null, last_at: null, isKnownSkill: (skill) => skill === "common-denominator", ...input });

describe("what is told about a learner", () => {
  it("counts once when it arrives twice, even if its names come in another order and its instant was held", () => {
    const event = answer(3);
    const turned = parseEvidence(Object.fromEntries(Object.entries(event).reverse()));
    if (!turned.ok) throw new Error(turned.error.detail);
    expect(admit({ event: turned.value, same_id: { ...event, at: answer(9).at } })).toEqual({ ok: true, value: { kind: "repeat" } });
  });

  it("is refused by name when its id was used for something else", () => {
    expect(admit({ event: answer(1, { verdict: "wrong" }), same_id: answer(1) })).toMatchObject({
      ok: false,
      error: { code: "id_reused" },
    });
  });

  it("is refused by name when nobody knows the skill", () => {
    expect(admit({ event: answer(1, { skill: "alchemy" }) })).toMatchObject({ ok: false, error: { code: "unknown_skill" } });
  });

  it("is refused by name when a correction is of nothing, or of another skill", () => {
    const event = correction(1, answer(1), "correct");
    expect(admit({ event })).toMatchObject({ error: { code: "unknown_answer" } });
    expect(admit({ event, target: answer(1, { skill: "alchemy" }) })).toMatchObject({ error: { code: "skill_differs" } });
    expect(admit({ event, target: answer(1) })).toMatchObject({ ok: true, value: { kind: "new" } });
  });

  it("is kept at the last instant when its clock went backwards: nothing is lost, and it is said", () => {
    expect(admit({ event: answer(1), last_at: answer(3).at })).toEqual({
      ok: true,
      value: { kind: "new", event: answer(1, { at: answer(3).at }), held_ms: 120_000 },
    });
    expect(admit({ event: answer(3), last_at: answer(1).at })).toMatchObject({ value: { held_ms: 0, event: answer(3) } });
  });

  it.each([
    ["a hint too many", { hints: 4 }, "hints"],
    ["a time before it began", { duration_ms: -1 }, "duration_ms"],
    ["an instant that is none", { at: "yesterday" }, "at"],
    ["a skill that is a sentence", { skill: "Common denominators!" }, "skill"],
    ["a choice of one", { form: { kind: "choice", options: 1 } }, "form.options"],
    ["a difficulty beyond all bounds", { difficulty: 1e9 }, "difficulty"],
    ["a verdict nobody knows", { verdict: "brilliant" }, "verdict"],
  ])("is refused with the field's name: %s", (_what, over, field) => {
    expect(parseEvidence({ ...answer(1), ...over })).toMatchObject({
      ok: false,
      error: { code: "invalid_evidence", detail: expect.stringContaining(field) },
    });
  });

  it("is refused when it comes from a later version", () => {
    expect(parseEvidence({ ...answer(1), v: 2 })).toMatchObject({ error: { code: "unsupported_version" } });
  });

  it("never breaks the reader, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(parseEvidence(raw)).toMatchObject({ ok: false, error: { detail: expect.any(String) } });
      }),
    );
  });
});
