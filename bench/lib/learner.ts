import type { Item, Pack } from "../../src/curriculum/pack.schema.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { ServerFrame } from "../../src/protocol/server-frames.schema.ts";
import { type Mood, replyTo } from "../script.ts";
import { Socket } from "./socket.ts";

/** One turn as the learner felt it, in ms from the sent reply. */
export interface TurnTimes {
  /** Until the verdict was there. */
  readonly verdict_ms: number;
  /** Until the tutor's message was there, or the lesson was over. */
  readonly turn_ms: number;
  /** What the learner said: only `right` gets on to the next node. */
  readonly mood: Mood;
  /** Whether the embedded counterpart had a part in it. */
  readonly was_embedded: boolean;
  /** Frames in which the message was seen growing. */
  readonly deltas: number;
}

/** A turn that did not go as the bench meant it to measures something else, so it stops the run. */
export class StrayTurnError extends Error {
  override readonly name = "StrayTurnError";
}

export type Door = "" | "/scripted";

/** What a learner says to the questions of a node, in this order; nodes take turns. */
const MOODS: readonly (readonly Mood[])[] = [
  ["stuck", "unsure", "right"],
  ["stuck", "misread", "right"],
];

/** A learner in a lesson, with one socket. Replies to every node are: two that do not advance, then one that does, as far as the lesson goes. */
export class Learner {
  readonly session_id: string;
  readonly #pack: Pack;
  readonly #socket: Socket;
  #events: PublicEvent[] = [];
  #deltas = 0;
  #asked: Item | null = null;
  #triesOnNode = 0;
  #sent = 0;
  #at = { node: 0, nodes: 0 };

  private constructor(pack: Pack, sessionId: string, socket: Socket) {
    this.#pack = pack;
    this.session_id = sessionId;
    this.#socket = socket;
  }

  /** Starts a lesson through the product's own HTTP routes, opens its socket, takes the first path, and waits for the first question. */
  static async start(origin: string, pack: Pack, token: string, delivery: Settings["delivery"] = "gate"): Promise<Learner> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${origin}/v1/sessions`, {
      method: "POST",
      headers,
      body: JSON.stringify({ lesson_id: `les_${pack.id}`, settings: { delivery } }),
    });
    if (!response.ok) throw new Error(`No session: ${response.status} ${await response.text()}`);
    const { session } = (await response.json()) as { session: { session_id: string } };
    const socket = new Socket(`${origin}/v1/sessions/${session.session_id}/socket`, { authorization: headers.authorization });
    await socket.opened;
    const learner = new Learner(pack, session.session_id, socket);
    socket.send(JSON.stringify({ v: 1, type: "hello", since: 0 }));
    const path = (await learner.#until("paths_generated")).paths[0];
    if (!path) throw new StrayTurnError("No path was offered.");
    learner.#at = { node: 0, nodes: path.teaching_sequence.length };
    learner.#command({ type: "choose_path", path_id: path.id });
    await learner.#until("tutor_delivered");
    return learner;
  }

  /** At the last node: a right answer would end the lesson, so no more turns are taken. A path of six nodes has 15 before that. */
  get isAtEnd(): boolean {
    return this.#at.node >= this.#at.nodes - 1;
  }

  /**
   * One whole turn. `expected` says who must have spoken; then every draft must have passed at the first try. "anyone" is for a crowd that may be too
   * much for the machine: the product then goes on without the model, and the bench counts how often.
   */
  async turn(expected: "model" | "embedded" | "anyone"): Promise<TurnTimes> {
    if (this.isAtEnd) throw new StrayTurnError("The lesson is at its last node; start another.");
    this.#events = [];
    this.#deltas = 0;
    const mood = MOODS[this.#at.node % MOODS.length]?.[this.#triesOnNode] ?? "right";
    const sentAt = performance.now();
    this.#command({ type: "reply", text: replyTo(this.#asked, mood) });
    const verdict = await this.#until("reply_evaluated");
    const verdictAt = performance.now();
    const delivered = await this.#until("tutor_delivered");
    const deliveredAt = performance.now();
    if (expected !== "anyone") this.#checkTurn(expected);
    this.#triesOnNode = verdict.should_advance ? 0 : this.#triesOnNode + 1;
    this.#at = { ...this.#at, node: delivered.node_index };
    const was_embedded = this.#events.some((event) => "source" in event && event.source === "embedded");
    return { verdict_ms: verdictAt - sentAt, turn_ms: deliveredAt - sentAt, mood, was_embedded, deltas: this.#deltas };
  }

  close(): void {
    this.#socket.close();
  }

  #command(command: { type: "reply"; text: string } | { type: "choose_path"; path_id: string }): void {
    this.#socket.send(JSON.stringify({ v: 1, ...command, message_id: `bench-${String(++this.#sent).padStart(6, "0")}` }));
  }

  async #until<T extends PublicEvent["type"]>(type: T): Promise<PublicEvent & { readonly type: T }> {
    for (;;) {
      const frame = JSON.parse(await this.#socket.next()) as ServerFrame;
      if (frame.type === "error") throw new StrayTurnError(`${frame.code}: ${frame.message}`);
      if (frame.type === "delta") this.#deltas += 1;
      if (frame.type !== "event") continue;
      const { event } = frame;
      this.#events.push(event);
      if (event.type === "tutor_delivered")
        this.#asked = this.#pack.nodes.flatMap((node) => node.items).find((item) => item.id === event.item?.item_id) ?? null;
      if (isOfType(event, type)) return event;
    }
  }

  #checkTurn(expected: "model" | "embedded"): void {
    const types = this.#events.map((event) => event.type).join(" ");
    if (types !== "learner_replied reply_evaluated tutor_drafted draft_reviewed tutor_delivered")
      throw new StrayTurnError(`A turn went ${types}.`);
    const stray = this.#events.find((event) => "source" in event && event.source !== expected);
    if (stray) throw new StrayTurnError(`${stray.type} was not from ${expected}: ${JSON.stringify(stray)}`);
  }
}

/** A learner's token. */
export async function newToken(origin: string): Promise<string> {
  const response = await fetch(`${origin}/v1/learners`, { method: "POST" });
  return ((await response.json()) as { token: string }).token;
}

function isOfType<T extends PublicEvent["type"]>(event: PublicEvent, type: T): event is PublicEvent & { readonly type: T } {
  return event.type === type;
}
