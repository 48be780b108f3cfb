import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { packsToSql } from "../scripts/lib/pack-sql.ts";
import { createApp } from "../src/app.ts";
import { makeWorkerDeps } from "../src/deps.ts";
import { courseCardSchema, documentCardSchema } from "../src/protocol/course.schema.ts";
import { createdApiKeySchema, routesBodySchema } from "../src/protocol/operator.schema.ts";
import { learnerBodySchema, sessionBodySchema } from "../src/protocol/http.schema.ts";
import { fixturePack } from "./support/fixture-pack.ts";

// One sweep over everything that can be asked for: a route that somebody adds is in it the same day.

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const problemSchema = z.object({ code: z.string() });
const wrongFieldsSchema = z.object({
  code: z.literal("invalid_request"),
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
});
const OPERATOR_TOKEN = "an-operator-token-that-is-long-enough";
const app = createApp(makeWorkerDeps(env));
const ROUTES = app.routes
  .filter(({ method }) => method !== "ALL")
  .map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?/g, "some-id"), pattern: path }))
  .filter((route, at, all) => all.findIndex(({ method, path }) => method === route.method && path === route.path) === at);
const OPERATORS = ROUTES.filter(({ path }) => path.startsWith("/v1/operator/") && !/\/(login|logout)$/.test(path));
const PROGRAMS = ROUTES.filter(({ path }) => /^\/v1\/(chat|embeddings|models)/.test(path));
const LESSONS = ROUTES.filter(
  (route) => !OPERATORS.includes(route) && !PROGRAMS.includes(route) && !route.path.startsWith("/v1/operator/"),
);
/** What anybody may see or begin. */
const PUBLIC = ["GET /v1/lessons", "POST /v1/learners", "GET /s/:id"];

let address = 0;
async function ask(method: string, path: string, bearer: string | null = null, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { "content-type": "application/json", "cf-connecting-ip": `203.0.113.${++address % 250}` };
  if (bearer !== null) headers["authorization"] = `Bearer ${bearer}`;
  const withBody = method === "GET" ? {} : { body: JSON.stringify(body ?? {}) };
  return await app.request(`https://cairn.test${path}`, { method, headers, ...withBody }, env);
}

async function newLearner(): Promise<string> {
  return learnerBodySchema.parse(await (await ask("POST", "/v1/learners")).json()).token;
}

let learner: string;
let apiKey: string;
let courseId: string;
beforeAll(async () => {
  await env.DB.batch(packsToSql([fixturePack], "ten_public").map((statement) => env.DB.prepare(statement)));
  learner = await newLearner();
  apiKey = createdApiKeySchema.parse(await (await ask("POST", "/v1/operator/api-keys", OPERATOR_TOKEN, { label: "sweep" })).json()).key;
  courseId = courseCardSchema.parse(await (await ask("POST", "/v1/courses", learner, { title: "Sweep" })).json()).course_id;
});

const nameOf = ({ method, pattern }: { method: string; pattern: string }) => `${method} ${pattern}`;

describe("every route of the operator's", () => {
  it("is in the sweep", () => expect(OPERATORS.length).toBeGreaterThan(15));

  it.each(OPERATORS.map((route) => [nameOf(route), route] as const))(
    "%s refuses everybody else by name",
    async (_name, { method, path }) => {
      for (const bearer of [null, learner, apiKey, `${OPERATOR_TOKEN}x`]) {
        const answer = await ask(method, path, bearer);
        expect([bearer, answer.status, problemSchema.parse(await answer.json()).code]).toEqual([bearer, 401, "unauthenticated"]);
      }
    },
  );

  it("answers its own operator, and names what is not there", async () => {
    expect((await ask("GET", "/v1/operator/overview", OPERATOR_TOKEN)).status).toBe(200);
    const answer = await ask("GET", "/v1/operator/nothing", OPERATOR_TOKEN);
    expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([404, "not_found"]);
  });
});

describe("what is not there", () => {
  const WRONG = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const methodsOf = (pattern: string) => ROUTES.filter((route) => route.pattern === pattern).map(({ method }) => method);
  const patterns = [...new Set(ROUTES.map(({ pattern }) => pattern))];

  it.each(patterns)("%s says which methods it takes", async (pattern) => {
    const { path } = ROUTES.find((route) => route.pattern === pattern) ?? { path: "" };
    const bearer = /^\/v1\/(chat|embeddings|models)/.test(path) ? apiKey : null;
    const asked = await ask("OPTIONS", path);
    expect([pattern, asked.status]).toEqual([pattern, 204]);
    const allowed = asked.headers.get("allow")?.split(", ") ?? [];
    expect(allowed).toEqual(expect.arrayContaining([...methodsOf(pattern), "OPTIONS"]));
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    const wrong = WRONG.filter((method) => !allowed.includes(method));
    expect(wrong.length).toBeGreaterThan(0);
    for (const method of wrong) {
      const answer = await ask(method, path, bearer);
      expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, allowed.join(", ")]);
      expect(await answer.text()).toContain("method_not_allowed");
    }
  });

  it("is told so whatever was shown: no other token would help", async () => {
    for (const bearer of [null, learner, apiKey, OPERATOR_TOKEN, "nonsense"])
      for (const path of ["/v1/nothing", "/v1/lessons/", "/v1/operator/nothing"]) {
        const answer = await ask("POST", path, bearer);
        expect([bearer, answer.status, problemSchema.parse(await answer.json()).code]).toEqual([bearer, 404, "not_found"]);
      }
    const answer = await ask("POST", "/v1/files", apiKey);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: "unknown_url" } }]);
  });

  it("and whoever is refused is told how to say who they are", async () => {
    for (const path of ["/v1/knowledge", "/v1/sessions/ses_x", "/v1/passages?ids=psg_x", "/v1/operator/overview"])
      expect([path, (await ask("GET", path)).headers.get("www-authenticate")]).toEqual([path, "Bearer"]);
  });
});

describe("a body of the wrong shape", () => {
  const WITH_BODY = [...OPERATORS, ...LESSONS].filter(({ method }) => method === "POST" || method === "PUT");

  it("is looked for everywhere", () => expect(WITH_BODY.length).toBeGreaterThan(25));

  it.each(WITH_BODY.map((route) => [nameOf(route), route] as const))("%s names the fields that are wrong", async (_name, route) => {
    const path = route.path
      .replace("/courses/some-id", `/courses/${courseId}`)
      .replace("/sessions/some-id", "/sessions/ses_x")
      .replace("/drafts/some-id", "/drafts/dft_x");
    const bearer = OPERATORS.includes(route) ? OPERATOR_TOKEN : learner;
    const headers = { authorization: `Bearer ${bearer}`, "idempotency-key": "message-1" };
    for (const body of ["[]", '{"nobody_knows_this":1}']) {
      const answer = await app.request(`https://cairn.test${path}`, { method: route.method, headers, body }, env);
      // A route that takes no body looks at none.
      if (answer.status !== 400) continue;
      expect(wrongFieldsSchema.parse(await answer.json()).fields.length).toBeGreaterThan(0);
    }
  });
});

describe("every route for programs", () => {
  it("is in the sweep", () =>
    expect(PROGRAMS.map(nameOf).sort()).toEqual([
      "GET /v1/models",
      "GET /v1/models/:model{.+}",
      "POST /v1/chat/completions",
      "POST /v1/embeddings",
    ]));

  it("names a model for each agent that has a route", async () => {
    const { data } = modelsSchema.parse(await (await ask("GET", "/v1/models", apiKey)).json());
    const { routes } = routesBodySchema.parse(await (await ask("GET", "/v1/operator/routes", OPERATOR_TOKEN)).json());
    expect(routes.map(({ agent }) => agent)).toContain("author");
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(routes.map(({ agent }) => `cairn:${agent}`)));
  });

  it.each(PROGRAMS.map((route) => [nameOf(route), route] as const))("%s refuses whoever has no key", async (_name, { method, path }) => {
    for (const bearer of [null, learner, OPERATOR_TOKEN, `${apiKey}x`]) {
      const answer = await ask(method, path, bearer);
      expect([bearer, answer.status, await answer.json()]).toMatchObject([bearer, 401, { error: { code: "invalid_api_key" } }]);
    }
  });
});

describe("every route for learners", () => {
  it.each(LESSONS.map((route) => [nameOf(route), route] as const))(
    "%s takes neither an operator's token nor a program's key",
    async (_name, { method, path }) => {
      for (const bearer of [OPERATOR_TOKEN, apiKey]) {
        const answer = await ask(method, path, bearer);
        expect([bearer, answer.status, problemSchema.parse(await answer.json()).code]).toEqual([bearer, 401, "unauthenticated"]);
      }
    },
  );

  it.each(LESSONS.filter((route) => !PUBLIC.includes(nameOf(route))).map((route) => [nameOf(route), route] as const))(
    "%s shows nothing to nobody",
    async (_name, { method, path }) => {
      const answer = await ask(method, path);
      // Whoever is nobody has no sessions and no courses; all else is refused.
      if (answer.status === 200) expect([{ sessions: [] }, { courses: [] }]).toContainEqual(await answer.json());
      else expect([400, 401, 403, 404, 426]).toContain(answer.status);
    },
  );

  it("keeps one learner's session from another, as if it were not there", async () => {
    const begun = await ask("POST", "/v1/sessions", learner, { lesson_id: `les_${fixturePack.id}` });
    const { session_id } = sessionBodySchema.parse(await begun.json()).session;
    const stranger = await newLearner();
    for (const { method, pattern } of LESSONS.filter((route) => route.pattern.startsWith("/v1/sessions/:id"))) {
      const theirs = await ask(method, pattern.replace(":id", session_id), stranger);
      const nobodys = await ask(method, pattern.replace(":id", "ses_nobody"), stranger);
      expect([pattern, theirs.status]).toEqual([pattern, nobodys.status]);
      expect([400, 403, 404, 426]).toContain(theirs.status);
      expect(await theirs.text()).not.toContain(fixturePack.title);
    }
  });
});

describe("courses and documents", () => {
  it("are their maker's alone: to others as if they were not there", async () => {
    const made = await ask("POST", "/v1/courses", learner, { title: "A course about canaries" });
    const { course_id } = courseCardSchema.parse(await made.json());
    const sent = await ask("POST", `/v1/courses/${course_id}/documents?name=canary.txt`, learner, { text: "canary" });
    const { document_id } = documentCardSchema.parse(await sent.json());
    const stranger = await newLearner();
    const OWNED = LESSONS.filter(({ pattern }) => /^\/v1\/(courses|documents)\/:id/.test(pattern));
    expect(OWNED.length).toBeGreaterThanOrEqual(10);
    for (const { method, pattern } of OWNED) {
      const [mine, nobodys] = pattern.startsWith("/v1/courses") ? [course_id, "crs_nobody"] : [document_id, "doc_nobody"];
      const theirs = await ask(method, pattern.replace(":id", mine), stranger);
      // Some look at the body first; they say the same to everybody.
      expect([400, 404]).toContain(theirs.status);
      expect(await theirs.text()).toBe(await (await ask(method, pattern.replace(":id", nobodys), stranger)).text());
    }
    expect(await (await ask("GET", "/v1/courses", stranger)).json()).toEqual({ courses: [] });
    expect((await ask("GET", `/v1/courses/${course_id}`, learner)).status).toBe(200);
  });
});

describe("a tenant that is not there, or another", () => {
  beforeAll(async () => void (await ask("PUT", "/v1/operator/tenants/ten_stranger", OPERATOR_TOKEN, { name: "Strangers" })));

  it.each(OPERATORS.map((route) => [nameOf(route), route] as const))("is not asked by %s", async (_name, { method, path }) => {
    const answer = await ask(method, `${path}?tenant=ten_nobody`, OPERATOR_TOKEN);
    expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([404, "tenant_not_found"]);
  });

  it.each(["api-keys", "budgets", "calls", "keys", "overview"])("shows nothing of this one in %s", async (what) => {
    const answer = await ask("GET", `/v1/operator/${what}?tenant=ten_stranger`, OPERATOR_TOKEN);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).not.toContain("sweep");
    expect(text).not.toMatch(/cal_|key_|ten_public/);
  });

  it("cannot end this one's keys", async () => {
    const listed = await (await ask("GET", "/v1/operator/api-keys", OPERATOR_TOKEN)).text();
    const id = /key_\w+/.exec(listed)?.[0] ?? "";
    expect((await ask("DELETE", `/v1/operator/api-keys/${id}?tenant=ten_stranger`, OPERATOR_TOKEN)).status).toBe(404);
    expect((await ask("GET", "/v1/models", apiKey)).status).toBe(200);
    expect(await (await ask("GET", "/v1/operator/api-keys", OPERATOR_TOKEN)).text()).toBe(listed);
  });

  it("is refused by name where the id is none", async () => {
    const answer = await ask("GET", "/v1/operator/calls?tenant=nobody", OPERATOR_TOKEN);
    expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([400, "invalid_request"]);
  });
});
