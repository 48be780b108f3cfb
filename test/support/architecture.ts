import { posix } from "node:path";
import { parseSync } from "vite";
import { findAmbientEffects } from "./ambient-effects.ts";

/** A file of the repository: its path from the root with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One broken rule of the house. */
export interface Finding {
  readonly path: string;
  readonly problem: string;
}

const MAX_LINES = 400;

/** Which other rooms a room may import; `shared` and its own room always. `types` may be imported as types only. */
const ROOMS: Readonly<Record<string, { readonly may: readonly string[]; readonly types?: readonly string[] }>> = {
  shared: { may: [] },
  protocol: { may: [] },
  curriculum: { may: ["protocol"] },
  learners: { may: ["protocol", "curriculum"] },
  agents: { may: ["protocol", "curriculum", "learners"] },
  llm: { may: ["protocol"] },
  session: { may: ["protocol", "curriculum", "learners", "agents"], types: ["llm"] },
  knowledge: { may: ["protocol", "curriculum", "llm", "agents"] },
  orchestration: { may: ["protocol", "agents", "llm", "knowledge", "tools"] },
  tools: { may: ["protocol", "knowledge"] },
  identity: { may: ["protocol"] },
  integrations: { may: ["protocol", "identity", "curriculum", "learners"] },
  embed: { may: ["protocol", "identity"] },
  telemetry: { may: ["protocol"] },
};

/** The edge of every room asks identity who is there. */
const EDGES: ReadonlySet<string> = new Set(["routes", "do"]);
/** What only the composition root may take from another room, types excepted. */
const PRIVATE: ReadonlySet<string> = new Set(["repository", "store", "adapter", "table", "do"]);
/** The files beside the rooms, and which of each other they may know. `index.ts` may know all. */
const ROOT_FILES: Readonly<Record<string, readonly string[]>> = {
  "app.ts": ["deps.ts"],
  "deps.ts": ["config.ts", "deps-documents.ts", "env.ts"],
  "deps-documents.ts": ["env.ts"],
  "config.ts": ["env.ts"],
  // The binding of a Durable Object is typed by its class, which is exported there.
  "env.ts": ["index.ts"],
};

interface Kind {
  /** Suffixes of our own files that may be imported for their values; "" is a pure file. */
  readonly files: readonly string[];
  /** Packages that may be imported for their values. */
  readonly packages: RegExp;
  /** Whether clock, chance, network and console may be used. */
  readonly ambient?: boolean;
}

const NONE = /^$/;
const ANY = /./;
/** A port may hold a constant beside its types; it imports nothing, so nothing comes in with it. */
const PURE = ["", "config", "port"];
/** Packages without any effect, which pure files may therefore use; of `node:zlib` the functions that end in `Sync`. */
const PURE_PACKAGES = /^(jsonrepair|ipaddr\.js|jsep|node:zlib)$/;

/** What a suffix allows. A file without one of these suffixes is pure. */
const KINDS: Readonly<Record<string, Kind>> = {
  "": { files: PURE, packages: PURE_PACKAGES },
  config: { files: PURE, packages: NONE },
  port: { files: [], packages: NONE },
  schema: { files: [...PURE, "schema"], packages: /^zod$/ },
  agent: { files: [...PURE, "schema", "agent"], packages: /^zod$/ },
  usecase: { files: [...PURE, "schema", "usecase"], packages: NONE },
  table: { files: [...PURE, "table"], packages: /^drizzle-orm\b/ },
  repository: { files: [...PURE, "schema", "table"], packages: /^(drizzle-orm\b|zod$)/ },
  store: { files: [...PURE, "schema", "store"], packages: NONE },
  middleware: { files: [...PURE, "schema", "usecase", "middleware"], packages: /^hono\b/ },
  routes: { files: [...PURE, "schema", "usecase", "middleware", "routes"], packages: /^(@hono\/|hono\b)/ },
  do: { files: [...PURE, "schema", "usecase", "store", "adapter"], packages: /^(cloudflare:workers|agents\/(lifecycle|websockets))$/ },
  consumer: { files: [...PURE, "schema", "usecase", "repository"], packages: /^cloudflare:workers$/ },
  workflow: { files: [...PURE, "schema", "usecase", "repository"], packages: /^cloudflare:workers$/ },
  cron: { files: [...PURE, "schema", "usecase", "repository"], packages: NONE },
  adapter: { files: [...PURE, "schema", "usecase", "adapter"], packages: ANY, ambient: true },
};

interface Import {
  readonly from: string;
  readonly type: boolean;
}

/** Every rule of the house that these files break; empty when the house is in order. */
export function checkArchitecture(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => checkFile(file).map((problem) => ({ path: file.path, problem })));
}

function checkFile({ path, text }: SourceFile): string[] {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) return [`cannot be read: ${errors[0]?.message}`];
  const problems: string[] = [];

  const lines = text.split("\n").length;
  if (lines > MAX_LINES) problems.push(`has ${lines} lines; split it at ${MAX_LINES}`);

  const exports = module.staticExports.flatMap((statement) => statement.entries);
  if (path !== "src/index.ts" && exports.some(({ exportName }) => exportName.kind === "Default" || exportName.name === "default"))
    problems.push("has a default export; name it");
  if (exports.some((entry) => entry.moduleRequest && entry.importName.kind.startsWith("All")))
    problems.push("has `export *`; name what is exported");

  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      from: moduleRequest.value,
      type: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...exports.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ from: moduleRequest.value, type: isType }] : [])),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      from: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
      type: false,
    })),
  ];
  const check = path.startsWith("web/") ? checkWebImport : isRootFile(path) ? checkRootImport : checkRoomImport;
  for (const one of imports) {
    const problem = check(path, one);
    if (problem) problems.push(problem);
  }

  if (path.startsWith("src/") && !isRootFile(path) && !kindOf(path).ambient)
    problems.push(...findAmbientEffects(program).map((effect) => `uses ${effect}; take it as an argument, or be an adapter`));
  return problems;
}

function checkWebImport(path: string, { from, type }: Import): string | null {
  const target = resolve(path, from);
  if (!target?.startsWith("src/")) return null;
  if (!type) return `imports ${target} at run time; the page takes only types from src/`;
  return target === "src/app.ts" || roomOf(target) === "protocol"
    ? null
    : `imports ${target}; the page may know protocol/ and the app's type`;
}

function checkRootImport(path: string, { from }: Import): string | null {
  const target = resolve(path, from);
  if (!target || path === "src/index.ts" || !isRootFile(target)) return null;
  const known = ROOT_FILES[posix.basename(path)] ?? [];
  return known.includes(posix.basename(target)) ? null : `imports ${target}, which it must not know`;
}

function checkRoomImport(path: string, { from, type }: Import): string | null {
  const kind = kindOf(path);
  const target = resolve(path, from);
  if (!target) return type || kind.packages.test(from) ? null : `imports ${from}; ${describeKind(path)} may not`;
  if (!target.startsWith("src/") || isRootFile(target)) return `imports ${target}; a room knows only rooms`;

  const [room, other] = [roomOf(path), roomOf(target)];
  if (room !== other && other !== "shared") {
    const { may, types = [] } = ROOMS[room] ?? { may: [] };
    const atTheDoor = other === "identity" && EDGES.has(suffixOf(path));
    if (!may.includes(other) && !atTheDoor && !(type && types.includes(other)))
      return `imports ${target}; ${room}/ may not import ${other}/${types.includes(other) ? " at run time" : ""}`;
    if (!type && PRIVATE.has(suffixOf(target))) return `imports ${target}, which is private to ${other}/`;
  }
  return type || kind.files.includes(suffixOf(target)) ? null : `imports ${target} at run time; ${describeKind(path)} may not`;
}

/** The path that a relative import means; null for a package. */
function resolve(path: string, from: string): string | null {
  return from.startsWith(".") ? posix.join(posix.dirname(path), from) : null;
}

function isRootFile(path: string): boolean {
  return /^src\/[^/]+$/.test(path);
}

function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** The known suffix of a file's name, "" for a pure file: `a.store.ts` → "store", `phrases.en.ts` → "". */
function suffixOf(path: string): string {
  const last = posix.basename(path).split(".").at(-2) ?? "";
  return posix.basename(path).split(".").length > 2 && last in KINDS ? last : "";
}

function kindOf(path: string): Kind {
  return KINDS[suffixOf(path)] ?? { files: PURE, packages: NONE };
}

function describeKind(path: string): string {
  const suffix = suffixOf(path);
  return suffix === "" ? "a pure file" : `a .${suffix}.ts file`;
}
