import type { Guard } from "../llm/guard/guard.port.ts";
import type { Vault } from "../llm/guard/vault.ts";
import type { Pack } from "../curriculum/pack.schema.ts";
import { createRecent } from "../shared/recent.ts";
import { vaultSchema } from "./vault.schema.ts";
import { packTexts, planTexts } from "./lesson-texts.ts";
import type { SessionState } from "./state.schema.ts";

/** Makes the guard of a session; given by the composition root, because the session knows the door to models by its types only. */
export type OpenGuard = (options: {
  readonly kept: Vault | null;
  /** Texts whose words survive, in groups that are never changed. */
  readonly allow: () => readonly (readonly string[])[];
  readonly onKept: (vault: Vault) => void;
}) => Guard;

/** What was taken out of this session's prompts. It holds personal data, so it lives in the session's own storage and goes with it. */
interface GuardStore {
  load(): Vault | null;
  save(vault: Vault): void;
}

/** Opens the store; its table is made with the first placeholder, so that most lessons never write it. */
function createGuardStore({ sql }: Pick<DurableObjectStorage, "sql">): GuardStore {
  const hasTable = () => sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'vault'").toArray().length > 0;
  return {
    load() {
      if (!hasTable()) return null;
      const [row] = sql.exec<{ body: string }>("SELECT body FROM vault").toArray();
      return row ? read(row.body) : null;
    },
    save(vault) {
      sql.exec("CREATE TABLE IF NOT EXISTS vault (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL)");
      sql.exec("INSERT INTO vault (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", JSON.stringify(vault));
    },
  };
}

/** Published lessons whose texts an isolate keeps. */
const PUBLISHED_TEXTS = createRecent<string, readonly string[]>(16);

/** What a session's guard is made of. */
export interface SessionGuardDeps {
  readonly storage: Pick<DurableObjectStorage, "sql">;
  readonly openGuard: OpenGuard | undefined;
  /** The session's pack; asked for when something looks personal, unless its texts are known from another session. */
  readonly pack: () => Pack | null;
  readonly state: () => SessionState | null;
}

/**
 * The guard of this session, made when it is first asked for and kept while the object is awake. What it takes out is stored before the prompt leaves, so
 * that a placeholder means the same after sleep and crash. Undefined where there is no guard.
 */
export function createSessionGuard({ storage, openGuard, pack, state }: SessionGuardDeps): () => Guard | undefined {
  let guard: Guard | undefined;
  let ofPack: readonly string[] | null = null;
  let ofPlan: readonly [string] = [""];
  const allow = (): readonly (readonly string[])[] => {
    const session = state();
    ofPack ??= textsOf(session?.lesson_context.pack ?? null);
    const plan = session ? planTexts(session).join("\n") : "";
    // The same array for as long as the plan is the same.
    if (plan !== ofPlan[0]) ofPlan = [plan];
    return [ofPack, ofPlan];
  };
  /** A published version never changes, and its texts are the same in all its sessions. */
  function textsOf(published: SessionState["lesson_context"]["pack"]): readonly string[] {
    const read = () => packTexts(pack());
    if (!published) return read();
    return PUBLISHED_TEXTS.of(JSON.stringify([published.id, published.version]), read);
  }
  return () => {
    if (guard || !openGuard) return guard;
    const store = createGuardStore(storage);
    guard = openGuard({ kept: store.load(), allow, onKept: (vault) => store.save(vault) });
    return guard;
  };
}

/** A vault that cannot be read is as good as none: new placeholders get another tag, old ones stay what they look like. */
function read(body: string): Vault | null {
  try {
    return vaultSchema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
