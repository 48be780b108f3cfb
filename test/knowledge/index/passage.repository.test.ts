import { describe, expect, it } from "vitest";
import { openSqliteD1 } from "../../../scripts/lib/sqlite-d1.ts";
import { createPassageRepository } from "../../../src/knowledge/index/passage.repository.ts";
import type { Passage } from "../../../src/protocol/course.schema.ts";
import type { DocumentId } from "../../../src/shared/ids.ts";

const SCOPE = { tenant_id: "ten_a", course_id: "crs_a", document_ids: [] } as const;

function passage(documentId: DocumentId, ordinal: number, text: string, headings: string[] = []): Passage {
  const anchor = { headings, page_from: 1, page_to: 2, start: 0, end: text.length };
  return { passage_id: `psg_${documentId.slice(4)}_${ordinal}`, document_id: documentId, ordinal, text, anchor };
}

async function open(documents: Readonly<Record<DocumentId, readonly string[]>>) {
  const d1 = openSqliteD1();
  const index = createPassageRepository(d1);
  for (const [id, texts] of Object.entries(documents)) {
    const documentId = `doc_${id.slice(4)}` as const;
    await index.put(
      SCOPE,
      1,
      texts.map((text, at) => passage(documentId, at, text)),
    );
    await index.publish("ten_a", documentId, 1);
  }
  const found = async (terms: readonly string[], scope: Parameters<typeof index.search>[0] = SCOPE) =>
    (await index.search(scope, terms, 10)).map(({ passage_id }) => passage_id);
  return { d1, index, found };
}

describe("a course's passages", () => {
  it("are found by any of their terms, the one that says most first", async () => {
    const { found } = await open({ doc_1: ["The leaf takes light.", "A leaf, a leaf and light.", "Nothing here."] });
    expect(await found(["leaf", "light"])).toEqual(["psg_1_1", "psg_1_0"]);
    expect(await found(["unheard"])).toEqual([]);
    expect(await found([])).toEqual([]);
  });

  it("are found by the headings above them", async () => {
    const { index, found } = await open({});
    await index.put(SCOPE, 1, [passage("doc_1", 0, "It takes light.", ["Plants", "The leaf"])]);
    await index.publish("ten_a", "doc_1", 1);
    expect(await found(["leaf"])).toEqual(["psg_1_0"]);
  });

  it("come back as they were put", async () => {
    const { index } = await open({});
    const one = passage("doc_1", 0, "It’s “light”, 100 % free; 木\n\ttoo.", ["A"]);
    await index.put(SCOPE, 1, [one]);
    await index.publish("ten_a", "doc_1", 1);
    expect(await index.load("ten_a", ["psg_none", one.passage_id])).toEqual([one]);
    expect(await index.list("ten_a", "doc_1", 0, 10)).toEqual([one]);
  });

  it("are another tenant's and another course's secret, whatever they say", async () => {
    const { index, found } = await open({ doc_1: ["A secret leaf."] });
    expect(await found(["leaf"], { ...SCOPE, tenant_id: "ten_b" })).toEqual([]);
    expect(await found(["leaf"], { ...SCOPE, course_id: "crs_b" })).toEqual([]);
    expect(await index.load("ten_b", ["psg_1_0"])).toEqual([]);
    expect(await index.list("ten_b", "doc_1", 0, 10)).toEqual([]);
    expect((await index.frequencies({ ...SCOPE, course_id: "crs_b" }, ["leaf"])).of.get("leaf")).toBe(0);
  });

  it("are searched within chosen documents only", async () => {
    const { found } = await open({ doc_1: ["A leaf."], doc_2: ["A leaf."] });
    expect(await found(["leaf"], { ...SCOPE, document_ids: ["doc_2"] })).toEqual(["psg_2_0"]);
  });

  it("are counted, all and by term", async () => {
    const { index } = await open({ doc_1: ["A leaf.", "Leaves and light."], doc_2: ["Light."] });
    const { passages, of } = await index.frequencies(SCOPE, ["leaf", "light", "dark"]);
    expect(passages).toBe(3);
    expect(Object.fromEntries(of)).toEqual({ leaf: 2, light: 2, dark: 0 });
  });

  it("are no query language: a term with quotes and operators is only a term", async () => {
    const { found } = await open({ doc_1: ["A leaf."] });
    expect(await found(['leaf" OR "', "NEAR(", "body:"])).toEqual([]);
  });
});

describe("a new version of a document", () => {
  it("cannot be found before it is published, and the old one not after", async () => {
    const { index, found } = await open({ doc_1: ["old leaf", "old stem"] });
    await index.put(SCOPE, 2, [passage("doc_1", 0, "new root")]);
    expect(await found(["root"])).toEqual([]);
    expect(await found(["leaf"])).toEqual(["psg_1_0"]);
    await index.publish("ten_a", "doc_1", 2);
    expect(await found(["root"])).toEqual(["psg_1_0"]);
    expect(await found(["leaf", "stem", "old"])).toEqual([]);
    expect((await index.frequencies(SCOPE, [])).passages).toBe(1);
  });

  it("may be put and published twice, as after a crash", async () => {
    const { index, found } = await open({ doc_1: ["leaf"] });
    await index.put(SCOPE, 1, [passage("doc_1", 0, "leaf")]);
    await index.publish("ten_a", "doc_1", 1);
    expect(await found(["leaf"])).toEqual(["psg_1_0"]);
    expect((await index.frequencies(SCOPE, ["leaf"])).of.get("leaf")).toBe(1);
  });
});

describe("a removed document", () => {
  it("leaves no row and no word behind, in no version", async () => {
    const { d1, index } = await open({ doc_1: ["canarybird sings"], doc_2: ["other"] });
    await index.put(SCOPE, 2, [passage("doc_1", 0, "canarybird again")]);
    await index.remove("ten_a", "doc_1");
    for (const table of ["passages", "indexed_documents"]) {
      const { results } = await d1.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toContain("doc_1");
    }
    const { results } = await d1.prepare("SELECT hex(block) AS block FROM passages_fts_data").all<{ block: string }>();
    const bytes = results.map(({ block }) => Buffer.from(block, "hex").toString("latin1")).join("");
    expect(bytes).toContain("other");
    expect(bytes).not.toContain("canary");
  });
});
