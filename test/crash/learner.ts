import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { createDiary, type Diary } from "./diary.ts";
import type { Dice } from "./dice.ts";
import { type Line, type LineOptions, openHttpLine, openSocketLine } from "./lines.ts";
import { chooseWords, drawMood } from "./replies.ts";

/** What the killer can wait for. */
export type Moment =
  | { readonly type: "ack" }
  | { readonly type: "event"; readonly event: PublicEvent["type"] }
  | { readonly type: "call"; readonly agent: string };

export interface LessonOptions {
  readonly address: () => Promise<URL>;
  readonly token: string;
  readonly lesson_id: string;
  /** Begins every message id; as long as an id must be at least. */
  readonly name: string;
  readonly by: "socket" | "http";
  readonly dice: Dice;
  readonly onMoment: (moment: Moment) => void;
}

export interface Lesson {
  readonly token: string;
  readonly diary: Diary;
  /** Resolves when the learner has seen the session's end. */
  readonly ended: Promise<void>;
  close(): void;
}

/** One learner in a hundred turns leaves in the middle of one. */
const LEAVES_SHARE = 0.01;
/** Learners here think for up to so many ms. */
const THINKS_MS = 60;

/** Starts a lesson and plays it to its end, as the page and its learner would, whatever happens to the Worker. */
export async function startLesson(options: LessonOptions): Promise<Lesson> {
  const { dice, onMoment, name } = options;
  const diary = createDiary(await createSession(options));
  const end = Promise.withResolvers<void>();
  let said = 0;
  let asked: (PublicEvent & { type: "tutor_delivered" }) | null = null;
  let line: Line | null = null;

  type Act = Command extends infer C ? (C extends unknown ? Omit<C, "message_id"> : never) : never;
  function act(act: Act): void {
    said += 1;
    const command: Command = { ...act, message_id: `${name}-${said}` };
    setTimeout(() => line?.send(command), dice.between(0, THINKS_MS));
    if (dice.chance(LEAVES_SHARE))
      setTimeout(() => line?.send({ type: "abandon", message_id: `${name}-leaves` }), THINKS_MS + dice.between(1, 40));
  }

  function reply(canHint: boolean): void {
    if (!asked) return;
    const mood = drawMood(dice);
    if (mood === "wants_hint" && canHint && asked.hints_total > 0) act({ type: "hint" });
    else act({ type: "reply", text: chooseWords(mood === "wants_hint" ? "right" : mood, asked) });
  }

  function see(event: PublicEvent): void {
    onMoment({ type: "event", event: event.type });
    if (event.type === "paths_generated") act({ type: "choose_path", path_id: dice.pick(["1", "2"]) });
    else if (event.type === "tutor_delivered") {
      asked = event;
      reply(true);
    } else if (event.type === "hint_delivered") reply(false);
    else if (event.type === "session_completed" || event.type === "session_abandoned") end.resolve();
  }

  const lineOptions: LineOptions = {
    address: options.address,
    token: options.token,
    diary,
    stutters: () => dice.chance(0.2),
    onEvent: see,
    onAck: () => onMoment({ type: "ack" }),
    onRefusal: (code) => {
      if (code === "hints_exhausted") reply(false);
    },
  };
  const opened = options.by === "http" ? openHttpLine(lineOptions) : openSocketLine(lineOptions);
  line = opened;
  return { token: options.token, diary, ended: end.promise, close: () => opened.close() };
}

/** Asks until a session is made. What is lost in a kill was never promised; a session that was made unheard stays behind, and that is allowed. */
async function createSession({ address, token, lesson_id }: LessonOptions): Promise<string> {
  for (;;) {
    try {
      const response = await fetch(new URL("/v1/sessions", await address()), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ lesson_id }),
      });
      const { session } = (await response.json()) as { session: { session_id: string } };
      return session.session_id;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
}
