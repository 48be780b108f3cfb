import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkArchitecture } from "./support/architecture.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(`${root}${path}`, "utf8") });
const problemsOf = (path: string, text: string) => checkArchitecture([{ path, text }]).map(({ problem }) => problem);

describe("the house", () => {
  const files = globSync(["src/**/*.ts", "web/**/*.{ts,tsx}"], { cwd: root }).map(read);

  it("is read whole: a contributor cannot add a file that nobody checks", () => {
    expect(files.map(({ path }) => path)).toContain("src/index.ts");
    expect(files.length).toBeGreaterThan(50);
  });

  it("is in order: every arrow, every pure file, every export", () => {
    expect(checkArchitecture(files).map(({ path, problem }) => `${path} ${problem}`)).toEqual([]);
  });
});

describe("a contributor is told", () => {
  it.each([
    [
      "that a room imports one it may not",
      "src/curriculum/a.ts",
      'import { x } from "../session/x.ts";',
      "curriculum/ may not import session/",
    ],
    ["so for types too", "src/llm/a.ts", 'import type { X } from "../agents/x.ts";', "llm/ may not import agents/"],
    [
      "that the session takes the door to models as a type only",
      "src/session/a.usecase.ts",
      'import { x } from "../llm/x.ts";',
      "may not import llm/ at run time",
    ],
    [
      "that another room's store is private",
      "src/agents/a.agent.ts",
      'import { x } from "../curriculum/x.store.ts";',
      "private to curriculum/",
    ],
    [
      "that a room reaches for the composition root",
      "src/session/a.ts",
      'import { makeWorkerDeps } from "../deps.ts";',
      "a room knows only rooms",
    ],
    [
      "that only the edge may ask identity",
      "src/session/a.ts",
      'import { x } from "../identity/x.ts";',
      "session/ may not import identity/",
    ],
    ["that the composition root knows the app", "src/deps.ts", 'import { createApp } from "./app.ts";', "which it must not know"],
    ["that a pure file imports a package", "src/session/a.ts", 'import { z } from "zod";', "imports zod; a pure file may not"],
    ["that a pure file imports Node", "src/session/a.ts", 'import { readFileSync } from "node:fs";', "imports node:fs"],
    [
      "that a pure file imports the platform",
      "src/session/a.ts",
      'import { env } from "cloudflare:workers";',
      "imports cloudflare:workers",
    ],
    [
      "that a pure file imports a schema at run time",
      "src/session/a.ts",
      'import { type A, aSchema } from "./a.schema.ts";',
      "at run time; a pure file may not",
    ],
    ["that a pure file imports for side effects", "src/session/a.ts", 'import "./a.adapter.ts";', "a.adapter.ts at run time"],
    [
      "that a pure file imports late",
      "src/session/a.ts",
      'export const a = async () => (await import("./a.store.ts")).a;',
      "a.store.ts at run time",
    ],
    ["that a pure file hands on what it may not import", "src/session/a.ts", 'export { a } from "./a.store.ts";', "a.store.ts at run time"],
    [
      "that a use-case takes more than types of a port's adapter",
      "src/session/a.usecase.ts",
      'import { a } from "./a.adapter.ts";',
      "a .usecase.ts file may not",
    ],
    ["that a port is more than types", "src/session/a.port.ts", 'import { a } from "./a.ts";', "a .port.ts file may not"],
    ["that a route queries the database", "src/session/a.routes.ts", 'import { a } from "./a.repository.ts";', "a .routes.ts file may not"],
    ["that drizzle is used outside the repositories", "src/session/a.store.ts", 'import { eq } from "drizzle-orm";', "imports drizzle-orm"],
    ["that an object weighs itself down with the whole SDK", "src/session/a.do.ts", 'import { Agent } from "agents";', "imports agents;"],
    ["that the page takes code from the server", "web/app/a.ts", 'import { isId } from "../../src/shared/ids.ts";', "takes only types"],
    [
      "that the page knows a room that is not the protocol",
      "web/app/a.ts",
      'import type { Pack } from "../../src/curriculum/pack.schema.ts";',
      "may know protocol/",
    ],
    ["that a default export has no name", "src/session/a.ts", "export default 1;", "default export"],
    ["that a default export hides behind a list", "src/session/a.ts", "const a = 1; export { a as default };", "default export"],
    ["that `export *` hides what there is", "src/session/a.ts", 'export * from "./b.ts";', "export *"],
    ["that a named `export *` does too", "src/session/a.ts", 'export * as b from "./b.ts";', "export *"],
    ["that a file is too long", "src/session/a.ts", "export const a = 1;\n".repeat(401), "has 402 lines"],
    ["that a file is no TypeScript", "src/session/a.ts", "export const = ;", "cannot be read"],
  ])("%s", (_what, path, text, problem) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ["Date.now", "export const a = () => Date.now();"],
    ["the current Date()", "export const a = () => new Date();"],
    ["the current Date()", "export const a = () => Date();"],
    ["Math.random", "export const a = () => Math.random();"],
    ["crypto", "export const a = () => crypto.randomUUID();"],
    ["fetch", 'export const a = () => fetch("https://example.com");'],
    ["fetch", "export const a = { fetch };"],
    ["console", 'export const a = () => console.log("x");'],
    ["setTimeout", "export const a = (f: () => void) => setTimeout(f, 1);"],
    ["process", "export const a = process.env;"],
    ["globalThis", 'export const a = () => globalThis["fetch"];'],
    ["Date.now", "export class A { at = (Date as { now(): number }).now ?? Date.now; }"],
  ])("that a pure file uses %s: %s", (effect, text) => {
    expect(problemsOf("src/session/a.ts", text)).toEqual([expect.stringContaining(`uses ${effect}`)]);
    expect(problemsOf("src/session/a.adapter.ts", text)).toEqual([]);
  });
});

describe("a contributor is left alone", () => {
  it.each([
    [
      "types of anything a room may know",
      "src/session/a.ts",
      'import type { Models } from "../llm/models.port.ts"; import type { z } from "zod";',
    ],
    ["types written inline", "src/session/a.ts", 'import { type A, type B } from "./a.schema.ts";'],
    ["shared, from everywhere", "src/curriculum/a.ts", 'import { ok } from "../shared/result.ts";'],
    ["pure functions of an allowed room", "src/session/a.ts", 'import { check } from "../agents/tutor/check-draft.ts";'],
    ["languages in file names", "src/agents/a.ts", 'import { phrases } from "./tutor/phrases.en.ts";'],
    ["schemas built on schemas", "src/session/a.schema.ts", 'import { z } from "zod"; import { b } from "../agents/b.schema.ts";'],
    [
      "an edge that asks who is there",
      "src/session/a.routes.ts",
      'import { Hono } from "hono"; import { ensureLearner } from "../identity/identity.routes.ts";',
    ],
    ["hashes", "src/llm/a.ts", 'export const a = (b: BufferSource) => crypto.subtle.digest("SHA-256", b);'],
    ["instants that are given", "src/session/a.ts", "export const day = (ms: number) => new Date(ms).toISOString();"],
    [
      "properties that are merely called so",
      "src/session/a.ts",
      "export const a = (d: { fetch(): void; now: () => number }) => { d.fetch(); return { fetch: d.now() }; };",
    ],
    [
      "words in comments, strings and types",
      "src/session/a.ts",
      '// Date.now()\nexport const a = "Math.random()"; export type C = typeof crypto;',
    ],
    ["the Worker's own default export", "src/index.ts", "export default {};"],
    ["types of the protocol in the page", "web/app/a.ts", 'import type { ServerFrame } from "../../src/protocol/server-frames.schema.ts";'],
  ])("with %s", (_what, path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });
});
