import { z } from "zod";
import { type Passage, passageSchema } from "../../protocol/course.schema.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { PassageIndex, Scope } from "../index.port.ts";
import { keepTerms, readKeptTerms } from "./passage-terms.ts";

/** A bound text may have 2 MB in D1. */
const MAX_PARAMETER_CHARS = 500_000;
/** A heading counts for more than a word of the text: it says what all of the text is about. */
const WEIGHTS = "0, 1.5, 1";

// Rows come as one JSON text, since a statement may bind 100 values. Passages never change, so one that is there already is the same.
const PUT = `INSERT INTO passages (tenant_id, course_id, document_id, version, ordinal, passage_id, text, anchor, heads, body)
  SELECT ?1, ?2, value ->> '$.document_id', ?3, value ->> '$.ordinal', value ->> '$.passage_id', value ->> '$.text', value ->> '$.anchor', value ->> '$.heads', value ->> '$.body'
  FROM json_each(?4) WHERE true ON CONFLICT DO NOTHING`;

const ONE_DOCUMENT = "tenant_id = ?1 AND document_id = ?2";
const RECORD = `INSERT INTO indexed_documents (tenant_id, document_id, course_id, version, passages)
  SELECT tenant_id, document_id, course_id, version, count(*) FROM passages WHERE ${ONE_DOCUMENT} AND version = ?3 GROUP BY 1, 2, 3, 4
  ON CONFLICT (tenant_id, document_id) DO UPDATE SET course_id = excluded.course_id, version = excluded.version, passages = excluded.passages`;

// The course is a term of its own, so that FTS5 never ranks what is another course's; the join is the law, the term is the speed. Rows are only looked up for the
// best, unless documents are chosen: then each has to be asked which document it is of, and CROSS JOIN keeps SQLite from asking the index anew for every passage.
const SEARCH = `SELECT p.passage_id AS passage_id, -hit.score AS score
  FROM (SELECT rowid AS id, bm25(passages_fts, ${WEIGHTS}) AS score FROM passages_fts WHERE passages_fts MATCH ?1 ORDER BY score LIMIT ?4) AS hit
  CROSS JOIN passages AS p ON p.id = hit.id WHERE p.tenant_id = ?2 AND p.course_id = ?3 ORDER BY hit.score, p.passage_id`;
const SEARCH_DOCUMENTS = `SELECT p.passage_id AS passage_id, -bm25(passages_fts, ${WEIGHTS}) AS score
  FROM passages_fts CROSS JOIN passages AS p ON p.id = passages_fts.rowid
  WHERE passages_fts MATCH ?1 AND p.tenant_id = ?2 AND p.course_id = ?3 AND p.document_id IN (SELECT value FROM json_each(?5))
  ORDER BY score DESC, p.passage_id LIMIT ?4`;

const COUNT = "SELECT coalesce(sum(passages), 0) AS passages FROM indexed_documents WHERE tenant_id = ?1 AND course_id = ?2";
const FREQUENCY = `SELECT term.value AS term, (SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?1 || '"' || term.value || '"') AS passages
  FROM json_each(?2) AS term`;

const hitSchema = z.object({ passage_id: z.string(), score: z.number() });
const frequencySchema = z.object({ term: z.string(), passages: z.number().int() });
const rowSchema = passageSchema.extend({ anchor: z.string().transform((text) => passageSchema.shape.anchor.parse(JSON.parse(text))) });
const readRowSchema = rowSchema.extend({ heads: z.string(), body: z.string() });

const CHOSEN = "FROM passages WHERE tenant_id = ?1 AND published = 1 AND passage_id IN (SELECT value FROM json_each(?2))";
const LOAD = `SELECT passage_id, document_id, ordinal, text, anchor ${CHOSEN}`;
const READ = `SELECT passage_id, document_id, ordinal, text, anchor, heads, body ${CHOSEN}`;

/** Passages in D1, and their words in its FTS5. */
export function createPassageRepository(d1: D1Database): PassageIndex {
  async function choose<T>(statement: string, row: z.ZodType<T>, tenantId: TenantId, passageIds: readonly string[]): Promise<T[]> {
    if (passageIds.length === 0) return [];
    const { results } = await d1.prepare(statement).bind(tenantId, JSON.stringify(passageIds)).all();
    return z.array(row).parse(results);
  }

  return {
    async put({ tenant_id, course_id }, version, passages) {
      for (const rows of splitRows(passages.map(toRow)))
        await d1
          .prepare(PUT)
          .bind(tenant_id, course_id, version, `[${rows.join(",")}]`)
          .run();
    },

    /** One transaction: a search sees the old version or the new one. */
    async publish(tenantId, documentId, version) {
      await d1.batch([
        d1.prepare(`DELETE FROM passages WHERE ${ONE_DOCUMENT} AND version <> ?3`).bind(tenantId, documentId, version),
        d1
          .prepare(`UPDATE passages SET published = 1 WHERE ${ONE_DOCUMENT} AND version = ?3 AND published = 0`)
          .bind(tenantId, documentId, version),
        d1.prepare(RECORD).bind(tenantId, documentId, version),
      ]);
    },

    async remove(tenantId, documentId) {
      await d1.batch([
        d1.prepare(`DELETE FROM passages WHERE ${ONE_DOCUMENT}`).bind(tenantId, documentId),
        d1.prepare(`DELETE FROM indexed_documents WHERE ${ONE_DOCUMENT}`).bind(tenantId, documentId),
      ]);
    },

    async search({ tenant_id, course_id, document_ids }, terms, limit) {
      if (terms.length === 0) return [];
      const match = `${inCourse(course_id)} (${terms.map(quote).join(" OR ")})`;
      const values = [match, tenant_id, course_id, limit];
      const statement =
        document_ids.length === 0
          ? d1.prepare(SEARCH).bind(...values)
          : d1.prepare(SEARCH_DOCUMENTS).bind(...values, JSON.stringify(document_ids));
      const { results } = await statement.all();
      return z.array(hitSchema).parse(results);
    },

    async frequencies({ tenant_id, course_id }, terms) {
      const [count, rows] = await d1.batch([
        d1.prepare(COUNT).bind(tenant_id, course_id),
        d1.prepare(FREQUENCY).bind(inCourse(course_id), JSON.stringify(terms)),
      ]);
      const [total] = z.array(z.object({ passages: z.number().int() })).parse(count?.results);
      const of = z.array(frequencySchema).parse(rows?.results);
      return { passages: total?.passages ?? 0, of: new Map(of.map(({ term, passages }) => [term, passages])) };
    },

    async load(tenantId, passageIds) {
      const passages = await choose(LOAD, rowSchema, tenantId, passageIds);
      return inOrder(passageIds, new Map(passages.map((passage) => [passage.passage_id, passage])));
    },

    async read(tenantId, passageIds) {
      const rows = await choose(READ, readRowSchema, tenantId, passageIds);
      return inOrder(
        passageIds,
        new Map(rows.map(({ heads, body, ...passage }) => [passage.passage_id, readKeptTerms(passage, { heads, body })])),
      );
    },

    async list(tenantId, documentId, from, limit) {
      const { results } = await d1
        .prepare(
          `SELECT passage_id, document_id, ordinal, text, anchor FROM passages WHERE ${ONE_DOCUMENT} AND published = 1 AND ordinal >= ?3 ORDER BY ordinal LIMIT ?4`,
        )
        .bind(tenantId, documentId, from, limit)
        .all();
      return z.array(rowSchema).parse(results);
    },
  };
}

function toRow(passage: Passage): string {
  return JSON.stringify({ ...passage, anchor: JSON.stringify(passage.anchor), ...keepTerms(passage) });
}

function inOrder<T>(ids: readonly string[], byId: ReadonlyMap<string, T>): T[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function splitRows(rows: readonly string[]): string[][] {
  const runs: string[][] = [];
  let size = 0;
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && size + row.length <= MAX_PARAMETER_CHARS) run.push(row);
    else {
      runs.push([row]);
      size = 0;
    }
    size += row.length;
  }
  return runs;
}

const inCourse = (courseId: Scope["course_id"]): string => `course_id : ${quote(courseId)} AND {heads body} :`;
const quote = (term: string): string => `"${term.replaceAll('"', '""')}"`;
