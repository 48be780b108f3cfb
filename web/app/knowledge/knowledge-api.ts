import type { KnowledgeBody, ReviewsBody, WhyBody } from "../../../src/protocol/knowledge.schema.ts";
import { ask, postJson, Refused } from "../api.ts";
import { readCreated } from "../wire.ts";

// As in wire.ts: what decides is looked at, the rest is our server's word.
type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const isKnowledge = (body: unknown): body is KnowledgeBody =>
  isFields(body) && Array.isArray(body["skills"]) && Array.isArray(body["calendar"]) && typeof body["due_now"] === "number";
const isWhy = (body: unknown): body is WhyBody =>
  isFields(body) && isFields(body["card"]) && Array.isArray(body["rows"]) && typeof body["prior"] === "number";
const isReviews = (body: unknown): body is ReviewsBody => isFields(body) && Array.isArray(body["due"]) && typeof body["later"] === "number";

const NOTHING_YET: KnowledgeBody = { skills: [], due_now: 0, daily_cap: 1, streak_days: 0, calendar: [] };
const NOTHING_DUE: ReviewsBody = { due: [], later: 0 };

const skillAt = (skill: string) => `/knowledge/${encodeURIComponent(skill)}`;

async function get<T>(path: string, isRight: (body: unknown) => body is T, forStrangers?: T): Promise<T> {
  try {
    const body = await ask(path);
    if (!isRight(body)) throw new Refused({ code: "internal", message: "" });
    return body;
  } catch (error) {
    // A browser that the server has never seen has shown nothing yet, and that is no fault.
    if (forStrangers !== undefined && error instanceof Refused && error.code === "unauthenticated") return forStrangers;
    throw error;
  }
}

async function begin(path: string): Promise<string> {
  const id = readCreated(await postJson(path, {}));
  if (id === null) throw new Refused({ code: "internal", message: "" });
  return id;
}

/** Everything these pages ask for. Each throws `Refused` when the server says no, and whatever the network throws when it is not reached. */
export const knowledgeApi = {
  all: () => get("/knowledge", isKnowledge, NOTHING_YET),
  why: (skill: string) => get(skillAt(skill), isWhy),
  reviews: () => get("/reviews", isReviews, NOTHING_DUE),
  /** Says that a verdict is wrong. */
  contest: async (skill: string, evidenceId: string, reason: string): Promise<void> => {
    await postJson(`${skillAt(skill)}/evidence/${encodeURIComponent(evidenceId)}/contest`, { reason });
  },
  /** Starts a session of one hard question and answers its id. */
  challenge: (skill: string) => begin(`${skillAt(skill)}/challenge`),
  /** Starts a session of what is due and answers its id. */
  beginReview: () => begin("/reviews"),
  exportAddress: "/v1/export",
};
