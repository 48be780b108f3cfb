import { isSettled } from "../../scripts/lib/learner-script.ts";
import type { Item, Pack } from "../../src/curriculum/pack.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { toPublicEvent } from "../../src/session/to-public.ts";
import { createTestClock } from "./clock.ts";
import { EMBEDDED_ONLY } from "./embedded-only.ts";
import { createFixtureSession, openEngine } from "./open-engine.ts";
import { createTestStorage } from "./sqlite-storage.ts";

const MOST_TURNS = 60;

/** A learner who is stuck at first, then wrong once, and answers with each question's key from then on. Returns what they were shown. */
export async function playPack(pack: Pack, pathId: string): Promise<PublicEvent[]> {
  const events: PublicEvent[] = [];
  const { engine } = openEngine({
    models: EMBEDDED_ONLY,
    clock: createTestClock(),
    storage: createTestStorage(),
    onEvents: (added) => events.push(...added.map(toPublicEvent)),
  });
  createFixtureSession(engine, pack);
  const act = (command: Parameters<typeof engine.accept>[0]): void => {
    const accepted = engine.accept(command);
    if (!accepted.ok) throw new Error(`${command.type} was refused: ${accepted.error.code}`);
  };
  await engine.goOn();
  act({ type: "choose_path", message_id: "choose-path", path_id: pathId });
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await engine.goOn();
    if (!isSettled(events)) throw new Error(`The session rests on ${events.at(-1)?.type}.`);
    if (events.at(-1)?.type === "session_completed") return events;
    const asked = events.findLast((event) => event.type === "tutor_delivered");
    const item = pack.nodes.flatMap(({ items }) => items).find(({ id }) => id === asked?.item?.item_id);
    act({ type: "reply", message_id: `message-${turn}`, text: sayings[turn] ?? keyOf(item) });
  }
  throw new Error(`The lesson did not end within ${MOST_TURNS} turns.`);
}

const sayings = ["I don't know", "It has to do with the weather on the moon"];

function keyOf(item: Item | undefined): string {
  if (!item) throw new Error("The tutor asks something that the pack does not have.");
  if (item.form === "numeric") return item.value;
  return item.form === "choice" ? (item.options.find(({ correct }) => correct)?.id ?? "") : item.key;
}
