import { describe, expect, it } from "vitest";
import { openStage, STAGE_SCOPE } from "../../../scripts/lib/retrieval-stage.ts";
import { answerer } from "../../../src/agents/answerer/answerer.agent.ts";
import { answererSchema } from "../../../src/agents/answerer/answerer.schema.ts";
import { createAnswerer } from "../../../src/knowledge/answer/answerer.usecase.ts";
import { ALLOW_ALL, createGuard } from "../../../src/llm/guard/create-guard.ts";
import type { Moderator } from "../../../src/llm/guard/guard.port.ts";
import { createVault } from "../../../src/llm/guard/vault.ts";
import type { ModelCall, Models } from "../../../src/llm/models.port.ts";
import type { SearchStep } from "../../../src/protocol/course.schema.ts";
import { openDoor, saying, scriptedModel } from "../../llm/door.ts";

const DOCUMENTS = [
  {
    id: "leaf",
    title: "Chlorophyll",
    text: "Chlorophyll is the green pigment of the chloroplast. Chlorophyll takes in red light and blue light.",
  },
  { id: "root", title: "Roots", text: "Roots take up water and minerals. Root hairs make the surface of the root larger." },
  { id: "stem", title: "Stems", text: "The stem carries water to the leaves. It holds the plant upright against wind." },
];

const openGuard = (allow: () => readonly string[], moderate: Moderator = ALLOW_ALL) =>
  createGuard({ vault: createVault("qz"), allow: () => [allow()], moderate });

/** A door that lets the given answers out in turn, or the embedded one where there is none left. */
function door(answers: readonly unknown[] = []) {
  const prompts: string[] = [];
  const left = [...answers];
  const models: Pick<Models, "answer"> = {
    async answer<O>(call: ModelCall<O>) {
      prompts.push(call.prompt().user);
      const said = left.shift();
      const source = { kind: said === undefined ? "embedded" : "model", route: "test", late: false, attempts: [] } as const;
      return { output: said === undefined ? call.embedded() : call.schema.parse(said), source, prompt_hash: null, cost_nanousd: 0 };
    },
  };
  return { models, prompts };
}

async function ask(question: string, answers: readonly unknown[] = []) {
  const { retriever, idOf } = await openStage(DOCUMENTS);
  const { models, prompts } = door(answers);
  const heard: SearchStep[] = [];
  const answer = await createAnswerer({ retriever, agent: answerer, models, openGuard }).answer(STAGE_SCOPE, question, "en", (step) =>
    heard.push(step),
  );
  return { answer, heard, prompts, cited: answer.passages.map(({ passage }) => idOf(passage.document_id)) };
}

const said = (text: string, citations: string[], searches: string[] = []) =>
  answererSchema.parse({ answered: text !== "", sentences: text === "" ? [] : [{ text, citations }], searches });

describe("a learner who asks about a course, with no model", () => {
  it("reads sentences of the sources, each with its passage", async () => {
    const { answer, cited } = await ask("What is chlorophyll?");
    expect(answer).toMatchObject({ status: "answered", by: "embedded" });
    expect(answer.sentences.map(({ text }) => text)).toContain("Chlorophyll is the green pigment of the chloroplast.");
    expect(cited).toEqual(["leaf"]);
    const ids = answer.passages.map(({ passage }) => passage.passage_id);
    for (const { citations } of answer.sentences) for (const id of citations) expect(ids).toContain(id);
  });

  it("is told that the sources do not say", async () => {
    const { answer } = await ask("Who painted the ceiling of the Sistine Chapel?");
    expect(answer).toMatchObject({ status: "not_in_sources", sentences: [] });
  });

  it("sees each step as it begins, and the same steps afterwards", async () => {
    const { answer, heard } = await ask("What is chlorophyll? What do root hairs make larger?");
    expect(heard).toEqual(answer.steps);
    expect(heard.map(({ kind }) => kind)).toEqual(["split", "search", "search", "search", "judge", "answer", "check"]);
  });
});

describe("a learner who asks about a course, with a model", () => {
  it("reads its answer, without what no passage says", async () => {
    const { answer } = await ask("What is chlorophyll?", [
      {
        answered: true,
        sentences: [
          { text: "Chlorophyll is a green pigment.", citations: ["psg_0_0"] },
          { text: "It was named in Paris.", citations: ["psg_0_0"] },
        ],
        searches: [],
      },
    ]);
    expect(answer.by).toBe("model");
    expect(answer.sentences).toEqual([{ text: "Chlorophyll is a green pigment.", citations: ["psg_0_0"] }]);
    expect(answer.steps.at(-1)?.detail).toContain("1 without support");
  });

  it("has it search again, once, for what it misses", async () => {
    const { answer, prompts } = await ask("How does the green thing live?", [
      said("", [], ["water and minerals"]),
      said("Roots take up water and minerals.", ["psg_1_0"], ["more"]),
    ]);
    expect(prompts).toHaveLength(2);
    expect(prompts[1]).toContain("Roots take up");
    expect(answer.status).toBe("answered");
    expect(answer.steps.filter(({ kind }) => kind === "search_again").map(({ detail }) => detail)).toEqual(["water and minerals"]);
  });

  it("is told that the sources do not say when it never finds enough, and nobody searches for ever", async () => {
    const never = said("", [], ["chlorophyll"]);
    const { answer, prompts } = await ask("What is chlorophyll?", [never, never, never]);
    expect(prompts).toHaveLength(2);
    expect(answer).toMatchObject({ status: "not_in_sources", by: "model" });
    expect(answer.passages.length).toBeGreaterThan(0);
  });
});

describe("what a provider sees of a learner who asks about a course", () => {
  const QUESTION = "I am Zvonimir Kuzmanovski, write to zvonimir@kuzma.example: what is chlorophyll, and what did Marie Tharp draw?";
  const PEOPLE = [...DOCUMENTS, { id: "sea", title: "The sea floor", text: "Marie Tharp drew the sea floor. Her map shows a rift." }];

  async function askModel(moderate?: Moderator) {
    const { retriever } = await openStage(PEOPLE);
    const model = scriptedModel("test:model", () =>
      saying(
        JSON.stringify({
          answered: true,
          sentences: [{ text: "Chlorophyll is a green pigment.", citations: ["psg_0_0"] }],
          searches: [],
        }),
      ),
    );
    const guarded = (allow: () => readonly string[]) => openGuard(allow, moderate);
    const desk = createAnswerer({ retriever, agent: answerer, models: openDoor([model]), openGuard: guarded });
    return { answer: await desk.answer(STAGE_SCOPE, QUESTION, "en", () => {}), requests: model.requests };
  }

  it("is the question without name and address; people of the documents keep theirs", async () => {
    const { answer, requests } = await askModel();
    expect(answer).toMatchObject({ status: "answered", by: "model" });
    expect(requests).toHaveLength(1);
    const sent = JSON.stringify(requests);
    expect(sent).toContain("what did Marie Tharp draw");
    expect(sent).not.toMatch(/Zvonimir|Kuzmanovski|kuzma\.example/i);
  });

  it("is nothing where a moderator refuses the question; the documents' own sentences answer", async () => {
    const judged: string[] = [];
    const { answer, requests } = await askModel({
      async review(text, direction) {
        judged.push(`${direction}: ${text}`);
        return { allowed: false, reason: "test" };
      },
    });
    expect(requests).toHaveLength(0);
    expect(answer.by).toBe("embedded");
    expect(judged.join("\n")).toContain("out: ");
    expect(judged.join("\n")).not.toContain("kuzma.example");
  });
});
