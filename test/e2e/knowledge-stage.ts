import type { IncomingMessage, ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import {
  contestBodySchema,
  knowledgeBodySchema,
  type KnowledgeBody,
  reviewsBodySchema,
  type ReviewsBody,
  whyBodySchema,
  type WhyBody,
} from "../../src/protocol/knowledge.schema.ts";
import { ERRORS, type ErrorCode } from "../../src/protocol/errors.ts";
import { logOf } from "../web/fixtures.ts";
import { KNOWLEDGE, NOW, REVIEWS, WHY_MAJORITY, WHY_RANGE } from "../web/knowledge/samples.ts";
import { LESSONS, SCENES, SESSIONS } from "../web/scenes.ts";
import { bodyOf, serveBuiltPage } from "./built-page.ts";

export interface KnowledgeState {
  knowledge: KnowledgeBody;
  reviews: ReviewsBody;
  why: WhyBody[];
  /** Refuses every request but reading with this, while it is set. */
  refusal: ErrorCode | null;
  /** The browser has never been here. */
  isStranger: boolean;
  /** What the page sent, as `METHOD path`. */
  readonly asked: string[];
}

export interface KnowledgeStage {
  readonly url: string;
  readonly state: KnowledgeState;
  close(): Promise<void>;
}

/** The built page under the real security headers, and one learner's knowledge in memory behind it; what it says has the protocol's shape. */
export async function openKnowledgeStage(): Promise<KnowledgeStage> {
  const state: KnowledgeState = {
    knowledge: structuredClone(KNOWLEDGE),
    reviews: structuredClone(REVIEWS),
    why: structuredClone([WHY_MAJORITY, WHY_RANGE]),
    refusal: null,
    isStranger: false,
    asked: [],
  };
  const page = await serveBuiltPage((request, url, response) => answer(state, request, url.pathname.slice(3), response));
  const sockets = new WebSocketServer({ noServer: true });
  page.server.on("upgrade", (request, socket, head) => {
    const id = /sessions\/([^/]+)\/socket/.exec(request.url ?? "")?.[1] ?? "";
    sockets.handleUpgrade(request, socket, head, (line) => {
      line.on("message", (data: Buffer) => {
        if (data.toString() === "ping") return line.send("pong");
        line.send(JSON.stringify({ v: 1, type: "hello", session: { session_id: id }, seq: logOf(SCENES[id] ?? []).length }));
      });
    });
  });
  return {
    url: page.url,
    state,
    close() {
      for (const line of sockets.clients) line.terminate();
      return page.close();
    },
  };
}

async function answer(state: KnowledgeState, request: IncomingMessage, path: string, response: ServerResponse): Promise<void> {
  const method = request.method ?? "GET";
  const body = await bodyOf(request);
  state.asked.push(`${method} ${path}`);
  const json = (status: number, said: unknown, headers: Record<string, string> = {}) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(said));
  const refuse = (code: ErrorCode) => json(ERRORS[code].status, { code, detail: ERRORS[code].title });
  const begun = (id: string) => json(201, { session: { session_id: id }, seq: 1 });
  const [, skill, evidence] = /^\/knowledge\/([^/]+)(?:\/evidence\/([^/]+)\/contest)?/.exec(path) ?? [];
  const why = state.why.find(({ card }) => card.skill === decodeURIComponent(skill ?? ""));

  if (method === "POST" && state.refusal) return refuse(state.refusal);
  if (state.isStranger && path !== "/lessons" && path !== "/sessions") return refuse("unauthenticated");
  if (path === "/lessons") return json(200, { lessons: LESSONS });
  if (path === "/sessions") return json(200, { sessions: state.isStranger ? [] : SESSIONS });
  if (path === "/knowledge") return json(200, knowledgeBodySchema.parse(state.knowledge));
  if (method === "DELETE" && state.refusal) return refuse(state.refusal);
  if (path === "/me" && method === "DELETE") {
    state.isStranger = true;
    return void response.writeHead(204).end();
  }
  if (path === "/export") return json(200, { evidence: [] }, { "content-disposition": "attachment; filename=cairn-knowledge.json" });
  if (path === "/reviews" && method === "POST") return state.reviews.due.length === 0 ? refuse("nothing_due") : begun("ses_first");
  if (path === "/reviews") return json(200, reviewsBodySchema.parse(state.reviews));
  if (path.startsWith("/knowledge/") && !why) return refuse("skill_not_found");
  if (why && path.endsWith("/challenge")) return begun("ses_first");
  if (why && evidence) {
    const said = contestBodySchema.safeParse(JSON.parse(body));
    const row = why.rows.find((one) => one.evidence_id === evidence);
    if (!said.success) return refuse("invalid_request");
    if (!row) return refuse("evidence_not_found");
    row.contested = { at: NOW, reason: said.data.reason };
    return json(200, row);
  }
  if (why) return json(200, whyBodySchema.parse(why));
  const scene = SCENES[/sessions\/([^/]+)\/events/.exec(path)?.[1] ?? ""];
  if (scene) return json(200, { seq: scene.length, events: logOf(scene) });
  refuse("not_found");
}
