import type { KnowledgeBody, ReviewsBody, WhyBody } from "../../../src/protocol/knowledge.schema.ts";
import { ask, postJson } from "../api.ts";
import { getAs, mustBegin } from "../get-as.ts";
import { isFields } from "../wire.ts";

const isKnowledge = (body: unknown): body is KnowledgeBody =>
  isFields(body) && Array.isArray(body["skills"]) && Array.isArray(body["calendar"]) && typeof body["due_now"] === "number";
const isWhy = (body: unknown): body is WhyBody =>
  isFields(body) && isFields(body["card"]) && Array.isArray(body["rows"]) && typeof body["prior"] === "number";
const isReviews = (body: unknown): body is ReviewsBody => isFields(body) && Array.isArray(body["due"]) && typeof body["later"] === "number";

const NOTHING_YET: KnowledgeBody = { skills: [], due_now: 0, daily_cap: 1, streak_days: 0, calendar: [] };
const NOTHING_DUE: ReviewsBody = { due: [], later: 0 };

const skillAt = (skill: string) => `/knowledge/${encodeURIComponent(skill)}`;

const begin = async (path: string): Promise<string> => mustBegin(await postJson(path, {}));

/** Everything these pages ask for. Each throws `Refused` when the server says no, and whatever the network throws when it is not reached. */
export const knowledgeApi = {
  all: () => getAs("/knowledge", isKnowledge, NOTHING_YET),
  why: (skill: string) => getAs(skillAt(skill), isWhy),
  reviews: () => getAs("/reviews", isReviews, NOTHING_DUE),
  /** Says that a verdict is wrong. */
  contest: async (skill: string, evidenceId: string, reason: string): Promise<void> => {
    await postJson(`${skillAt(skill)}/evidence/${encodeURIComponent(evidenceId)}/contest`, { reason });
  },
  /** Starts a session of one hard question and answers its id. */
  challenge: (skill: string) => begin(`${skillAt(skill)}/challenge`),
  /** Starts a session of what is due and answers its id. */
  beginReview: () => begin("/reviews"),
  exportAddress: "/v1/export",
  /** Erases the learner: sessions, answers, estimates, courses. */
  erase: async (): Promise<void> => void (await ask("/me", { method: "DELETE" })),
};
