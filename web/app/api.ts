import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { CreateSessionBody, LessonCard, SessionCard } from "../../src/protocol/http.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { Refusal } from "./session-state.ts";
import { readCreated, readEvents, readLessons, readProblem, readSessions } from "./wire.ts";

/** The server was reached and said no. Anything else that is thrown means that it was not reached. */
export class Refused extends Error {
  readonly code: string;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.code = refusal.code;
  }
}

/** Asks the server, as the learner. Throws `Refused`, or whatever the network threw. */
export async function ask(path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}): Promise<unknown> {
  const answer = await fetch(`/v1${path}`, { ...init, headers: { accept: "application/json", ...init.headers } });
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(readProblem(body));
  return body;
}

export const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });

export const fetchLessons = async (): Promise<LessonCard[]> => readLessons(await ask("/lessons"));

/** What stands on the shelf: lessons to pick, and sessions to go on with. */
export interface ShelfContents {
  readonly lessons: readonly LessonCard[];
  readonly open: readonly SessionCard[];
  /** Ids of lessons that were gone through to their end. */
  readonly finished: ReadonlySet<string>;
  /** Whether this learner has ever begun anything, so that something may be due. */
  readonly has_begun: boolean;
}

export async function fetchShelf(): Promise<ShelfContents> {
  const [lessons, sessions] = await Promise.all([fetchLessons(), fetchSessions()]);
  const finished = sessions.filter(({ status }) => status === "completed").map(({ lesson_id }) => lesson_id);
  return { lessons, open: sessions.filter(({ status }) => status === "open"), finished: new Set(finished), has_begun: sessions.length > 0 };
}

/** The learner's sessions; none for a browser that the server has never seen. */
async function fetchSessions(): Promise<SessionCard[]> {
  try {
    return readSessions(await ask("/sessions"));
  } catch (error) {
    if (error instanceof Refused && error.code === "unauthenticated") return [];
    throw error;
  }
}

export const fetchEvents = async (sessionId: string): Promise<PublicEvent[]> =>
  readEvents(await ask(`/sessions/${encodeURIComponent(sessionId)}/events?since=0`));

/** Starts a session and answers its id. */
export async function createSession(body: CreateSessionBody): Promise<string> {
  const id = readCreated(await postJson("/sessions", body));
  if (id === null) throw new Refused({ code: "internal", message: "" });
  return id;
}

/** Sends a command over HTTP: null when acknowledged, the refusal otherwise; throws when nobody was reached. */
export async function postCommand(sessionId: string, command: Command): Promise<Refusal | null> {
  const [path, body] = resourceOf(command);
  try {
    await postJson(`/sessions/${encodeURIComponent(sessionId)}/${path}`, body, { "idempotency-key": command.message_id });
    return null;
  } catch (error) {
    if (error instanceof Refused && error.code !== "unavailable") return { code: error.code, message: error.message };
    throw error;
  }
}

function resourceOf(command: Command): [path: string, body: object] {
  switch (command.type) {
    case "choose_path":
      return ["path", { path_id: command.path_id, placement: command.placement }];
    case "reply":
      return ["replies", { text: command.text }];
    case "hint":
      return ["hints", {}];
    case "set_aside":
      return ["set-aside", {}];
    case "teach_me":
      return ["teach-me", {}];
    case "abandon":
      return ["abandon", {}];
  }
}
