import { Hono } from "hono";
import type { IdentityEnv } from "../../identity/identity.middleware.ts";
import { problemResponse } from "../../identity/problem-response.ts";
import { readQuery } from "../../identity/read-request.ts";
import type { PassagesBody } from "../../protocol/course.schema.ts";
import { isId } from "../../shared/ids.ts";
import type { PassageIndex } from "../index.port.ts";
import { type ReaderDeps, whoAsks } from "./course-edge.routes.ts";
import { passagesQuerySchema } from "./course-queries.schema.ts";
import { mayRead } from "./may-read.usecase.ts";

export interface PassageRoutesDeps extends ReaderDeps {
  readonly index: Pick<PassageIndex, "load">;
}

/** Passages by their ids: what the words of a lesson rest on. */
export function createPassageRoutes(deps: PassageRoutesDeps) {
  return new Hono<IdentityEnv>().get("/v1/passages", async (c) => {
    const reader = whoAsks(c);
    if (!reader.ok) return problemResponse(reader.error);
    const query = readQuery(c, passagesQuerySchema);
    if (!query.ok) return problemResponse(query.error);
    const passages = await deps.index.load(reader.value.tenant_id, query.value.ids);
    // All passages of a document are for the same people, so each document is asked about once.
    const names = new Map<string, Promise<string | null>>();
    const nameOf = (id: string): Promise<string | null> => {
      const known =
        names.get(id) ??
        (isId("doc", id) ? mayRead(deps, reader.value, id).then((found) => found?.document.name ?? null) : Promise.resolve(null));
      names.set(id, known);
      return known;
    };
    const named = await Promise.all(passages.map(async (passage) => ({ passage, document_name: await nameOf(passage.document_id) })));
    const readable = named.flatMap(({ passage, document_name }) => (document_name === null ? [] : [{ passage, document_name }]));
    return c.json({ passages: readable } satisfies PassagesBody);
  });
}
