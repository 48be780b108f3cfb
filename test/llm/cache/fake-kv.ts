import type { KvNamespace } from "../../../src/llm/cache/kv-shelf.adapter.ts";

/** A KV namespace in memory that counts what is asked of it and breaks or hangs on demand. */
export interface FakeKv extends KvNamespace {
  readonly kept: Map<string, { readonly value: string; readonly ttl_s: number | undefined }>;
  readonly counts: { reads: number; writes: number };
  state: "well" | "broken" | "hanging";
}

export function createFakeKv(): FakeKv {
  const kept: FakeKv["kept"] = new Map();
  const counts = { reads: 0, writes: 0 };
  const fake: FakeKv = {
    kept,
    counts,
    state: "well",
    async get(key) {
      counts.reads++;
      await trouble();
      return kept.get(key)?.value ?? null;
    },
    async put(key, value, options) {
      counts.writes++;
      await trouble();
      kept.set(key, { value, ttl_s: options?.expirationTtl });
    },
  };
  const trouble = async (): Promise<void> => {
    if (fake.state === "broken") throw new Error("KV GET failed: 500 with a secret in it");
    if (fake.state === "hanging") await new Promise(() => {});
  };
  return fake;
}
