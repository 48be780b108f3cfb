import { describe, expect, it } from "vitest";
import { type CreateSessionDeps, createSession } from "../../src/session/create-session.usecase.ts";
import type { CreateSession } from "../../src/session/session-object.port.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { toPublicSession } from "../../src/session/to-public.ts";

const principal = { tenant_id: "ten_public", learner_id: "lrn_ada" } as const;
const down = () => Promise.reject(new Error("D1_ERROR: no such table"));

/** The use-case with a real engine in place of the object, while the whole of D1 is down. */
function whileD1IsDown(): { deps: CreateSessionDeps; created: CreateSession[]; warnings: string[] } {
  const created: CreateSession[] = [];
  const warnings: string[] = [];
  const clock = createTestClock();
  const { engine } = openEngine({ models: EMBEDDED_ONLY, clock, storage: createTestStorage() });
  const deps: CreateSessionDeps = {
    clock,
    random: systemRandom,
    logger: { info() {}, error() {}, warn: (event) => void warnings.push(event) },
    curriculum: { findLesson: down, loadPack: down },
    registry: { saveSession: down },
    masteriesOf: down,
    openObject: () => ({
      async create(input) {
        created.push(input);
        const { state, seq } = engine.create(input);
        return { session: toPublicSession(state), seq };
      },
    }),
  };
  return { deps, created, warnings };
}

describe("a lesson of the learner's own", () => {
  it("begins although the registry is down, and the operator reads why the list does not show it", async () => {
    const { deps, created, warnings } = whileD1IsDown();
    const lesson = { title: "Rome", objectives: [], materials: "", language: "en" };
    const started = await createSession(deps, { principal, lesson });
    expect(started).toMatchObject({
      ok: true,
      value: { session: { phase: { type: "planning" }, lesson_context: { basis: "objectives" } } },
    });
    expect(created[0]?.lesson_context.objectives).toEqual(["Rome"]);
    expect(warnings).toEqual(["registry_unavailable"]);
  });
});
