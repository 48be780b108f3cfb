import { describe, expect, it } from "vitest";
import { openStage, STAGE_SCOPE } from "../../../scripts/lib/retrieval-stage.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import { lasting, ModelError } from "../../../src/llm/model-failure.ts";

const DOCUMENTS = [
  {
    id: "leaf",
    title: "The leaf",
    text: "Chlorophyll takes in light. In the chloroplast, light drives the making of sugar from water and carbon dioxide.",
  },
  {
    id: "root",
    title: "The root",
    text: "Roots take up water and minerals. Root hairs make the surface larger, so that more water gets in.",
  },
  {
    id: "sugar",
    title: "Sugar on the table",
    text: "Sugar is sold in grains. People stir sugar into water and drink it when the light is out.",
  },
];

/** A model that knows two meanings: plants, and all else. */
function model(change: Partial<EmbeddingModel> = {}): EmbeddingModel {
  const point = (text: string) => (/green pigment|Chlorophyll/.test(text) ? [1, 0] : [0, 1]);
  return { route: "test:two", dimensions: 2, embed: async (texts) => ({ vectors: texts.map(point), input_tokens: null }), ...change };
}

async function find(query: string, embeddings: EmbeddingModel | null = null) {
  const { retriever, idOf } = await openStage(DOCUMENTS, embeddings);
  const found = await retriever.retrieve(STAGE_SCOPE, query, 5);
  return { found, ids: found.map(({ passage }) => idOf(passage.document_id)) };
}

describe("a learner who searches a course", () => {
  it("finds first the passage in which the words stand together", async () => {
    expect((await find("light drives the making of sugar")).ids[0]).toBe("leaf");
  });

  it("finds a passage by its heading", async () => {
    expect((await find("root")).ids).toEqual(["root"]);
  });

  it("is told why a passage was found, and which words are nowhere", async () => {
    const { found } = await find("Which minerals do roots grow in basalt?");
    expect(found[0]?.why).toMatchObject({ lexical_rank: 1, words: ["minerals", "roots"], unknown_words: ["grow", "basalt"] });
    expect(found[0]?.document_name).toBe("The root");
  });

  it("finds nothing where nothing of the query is", async () => {
    expect((await find("zebra")).ids).toEqual([]);
    expect((await find("  ?! ")).ids).toEqual([]);
  });

  it("finds by meaning what shares no word, once a model has read the course", async () => {
    const { found, ids } = await find("green pigment", model());
    expect(ids[0]).toBe("leaf");
    expect(found[0]?.why).toMatchObject({ lexical_rank: null, vector_rank: 1, words: [] });
  });

  it("still finds by words when the model cannot be asked", async () => {
    const { ids } = await find(
      "minerals",
      model({
        embed: async (texts) => {
          if (texts[0] === "minerals") throw new ModelError(lasting("unavailable", "down"));
          return { vectors: texts.map(() => [1, 0]), input_tokens: null };
        },
      }),
    );
    expect(ids).toEqual(["root"]);
  });

  it("shows whoever embeds neither their address nor their name, but the people of the course", async () => {
    const asked: string[] = [];
    const watching = model({
      embed: async (texts) => {
        asked.push(...texts);
        return { vectors: texts.map(() => [1, 0]), input_tokens: null };
      },
    });
    const people = { id: "sea", title: "The sea floor", text: "Marie Tharp drew the sea floor. Her map shows a rift." };
    const { retriever } = await openStage([...DOCUMENTS, people], watching);
    asked.length = 0;
    await retriever.rank(STAGE_SCOPE, "My name is Zvonimir Kuzmanovski (zvonimir@kuzma.example). What did Marie Tharp draw?", 5);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("Marie Tharp");
    expect(asked[0]).not.toMatch(/Zvonimir|Kuzmanovski|kuzma/);
    await retriever.rank(STAGE_SCOPE, "zvonimir@kuzma.example", 5);
    expect(asked).toHaveLength(1);
  });

  it("searches chosen documents only", async () => {
    const { retriever, idOf } = await openStage(DOCUMENTS);
    const found = await retriever.retrieve({ ...STAGE_SCOPE, document_ids: ["doc_2"] }, "sugar water", 5);
    expect(found.map(({ passage }) => idOf(passage.document_id))).toEqual(["sugar"]);
  });
});
