import { introspectWorkflow } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { z } from "zod";
import { courseCardSchema, documentCardSchema, draftBodySchema, draftCardSchema } from "../../../src/protocol/course.schema.ts";
import { learnerBodySchema } from "../../../src/protocol/http.schema.ts";
import { CHAPTER } from "../../support/chapter.ts";

// The run that writes a draft and waits for people, in the real runtime.

async function ask<T>(schema: z.ZodType<T>, method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const init = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const answer = await exports.default.fetch(new Request(`https://cairn.test${path}`, { method, headers, ...init }));
  const said: unknown = await answer.json();
  return schema.parse(said);
}

async function newDraft(): Promise<{ token: string; draft_id: string }> {
  const { token } = await ask(learnerBodySchema, "POST", "/v1/learners", null, {});
  const { course_id } = await ask(courseCardSchema, "POST", "/v1/courses", token, { title: "Ecology" });
  const { document_id } = await ask(documentCardSchema, "POST", `/v1/courses/${course_id}/documents?name=chapter.md`, token, CHAPTER);
  // Its events end when it is ready.
  await (
    await exports.default.fetch(
      new Request(`https://cairn.test/v1/documents/${document_id}/events`, { headers: { authorization: `Bearer ${token}` } }),
    )
  ).text();
  const { draft_id } = await ask(draftCardSchema, "POST", `/v1/courses/${course_id}/drafts`, token, { title: "Ecology" });
  return { token, draft_id };
}

it("writes a draft step by step, and ends its wait when the teacher withdraws it", async () => {
  await using runs = await introspectWorkflow(env.AUTHORING);
  const { token, draft_id } = await newDraft();
  const [run] = await runs.get();
  if (!run) throw new Error("No run was begun.");
  expect(await run.waitForStepResult({ name: "open" })).toBe(true);
  expect(await ask(draftBodySchema, "GET", `/v1/drafts/${draft_id}`, token)).toMatchObject({ status: "review" });
  await ask(draftBodySchema, "POST", `/v1/drafts/${draft_id}/withdraw`, token, {});
  await run.waitForStatus("complete");
  expect(await ask(draftBodySchema, "GET", `/v1/drafts/${draft_id}`, token)).toMatchObject({ status: "withdrawn", parts: [] });
}, 60_000);

it("closes a draft that nobody decided in thirty days", async () => {
  await using runs = await introspectWorkflow(env.AUTHORING);
  await runs.modifyAll((run) => run.forceEventTimeout({ name: "wait for decisions" }));
  const { token, draft_id } = await newDraft();
  const [run] = await runs.get();
  await run?.waitForStatus("complete");
  const body = await ask(draftBodySchema, "GET", `/v1/drafts/${draft_id}`, token);
  expect(body).toMatchObject({ status: "expired", audit: [{}, {}, { what: "expired" }] });
}, 60_000);
