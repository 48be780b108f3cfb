import { isSettled, type LearnerScript, playLearner } from "../../scripts/lib/learner-script.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { toPublicEvent } from "../../src/session/to-public.ts";
import { createTestClock } from "./clock.ts";
import { EMBEDDED_ONLY } from "./embedded-only.ts";
import { createFixtureSession, openEngine } from "./open-engine.ts";
import { createTestStorage } from "./sqlite-storage.ts";
import { starterPacks } from "./starter-packs.ts";

/** Plays a scripted learner against the real engine and the embedded tutor, with no server in between, and returns what the learner was shown. */
export async function playScript(learner: LearnerScript): Promise<PublicEvent[]> {
  const pack = starterPacks.find(({ id }) => id === learner.lesson);
  if (!pack) throw new Error(`There is no starter pack ${learner.lesson}.`);
  const events: PublicEvent[] = [];
  const clock = createTestClock();
  const { engine } = openEngine({
    models: EMBEDDED_ONLY,
    clock,
    storage: createTestStorage(),
    onEvents: (added) => events.push(...added.map(toPublicEvent)),
  });
  createFixtureSession(engine, pack);
  return playLearner(
    {
      async settled() {
        await engine.goOn();
        if (!isSettled(events)) throw new Error(`The session rests on ${events.at(-1)?.type}.`);
        return events;
      },
      async think(ms) {
        clock.advance(ms);
      },
      async act(command) {
        const accepted = engine.accept(command);
        if (!accepted.ok) throw new Error(`${command.type} was refused: ${accepted.error.code}`);
      },
    },
    learner,
  );
}
