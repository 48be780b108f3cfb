import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { httpModel, openDoor, verdictCall } from "./door.ts";

// The other tests talk to a server of our own, which could share our misunderstandings. This one was written by others.
const mock = new LLMock({ port: 0, chunkSize: 5 });
beforeAll(async () => void (await mock.start()));
afterAll(async () => await mock.stop());
beforeEach(() => mock.reset());

describe.each([{ stream: true }, { stream: false }])("a server that we did not write, streaming: $stream", ({ stream }) => {
  it("answers through the provider path with an accepted key and model", async () => {
    mock.onMessage("Reply: 42", { content: '{"verdict":"correct","confidence":0.75}' });
    const answer = await openDoor([httpModel(`${mock.url}/v1`, { model: "gpt-4.1-mini", apiKey: "any", stream })]).answer(verdictCall());
    expect(answer.output).toEqual({ verdict: "correct", confidence: 0.75 });
    expect(answer.source).toEqual({ kind: "model", route: "openai-compatible:gpt-4.1-mini", late: false, attempts: [] });
    expect(mock.getRequests()).toHaveLength(1);
  });

  it("answers in JSON mode when that is what is asked for", async () => {
    mock.onJsonOutput("Reply: 42", { verdict: "wrong" });
    const answer = await openDoor([httpModel(`${mock.url}/v1`, { stream, structured: "json_object" })]).answer(verdictCall());
    expect(answer.output.verdict).toBe("wrong");
  });

  it("is retried once after its 503", async () => {
    mock.onMessage("Reply: 42", { content: '{"verdict":"correct"}' });
    mock.nextRequestError(503, { message: "overloaded" });
    const answer = await openDoor([httpModel(`${mock.url}/v1`, { stream })], { retryJitterMs: 0 }).answer(verdictCall());
    expect(answer.source).toMatchObject({ kind: "model", attempts: [{ fault: "provider_error", detail: "HTTP 503" }] });
  });
});
