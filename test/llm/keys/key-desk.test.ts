import { describe, expect, it } from "vitest";
import { createKeyCipher } from "../../../src/llm/keys/key-cipher.adapter.ts";
import { createKeyDesk, type KeyDeskDeps } from "../../../src/llm/keys/key-desk.usecase.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { systemRandom } from "../../../src/shared/system-random.adapter.ts";
import { createTestClock } from "../../support/clock.ts";
import { memoryKeys } from "./memory-keys.ts";

const SECRET = "sk-very-secret-wxyz";
const cipherWith = (current: number, previous: number | null = null) =>
  createKeyCipher({
    current: new Uint8Array(32).fill(current),
    previous: previous === null ? null : new Uint8Array(32).fill(previous),
    random: systemRandom,
  });

function openDesk(changes: Partial<KeyDeskDeps> = {}) {
  const keys = memoryKeys();
  const checkAddress: KeyDeskDeps["checkAddress"] = async (url) =>
    url.includes("10.0.0.7") ? err("10.0.0.7 is inside a private network.") : ok(url.replace(/\/$/, ""));
  return { keys, desk: createKeyDesk({ keys, cipher: cipherWith(1), checkAddress, clock: createTestClock(), ...changes }) };
}

describe("an operator who stores a tenant's key", () => {
  it("sees its last four characters and never the key again", async () => {
    const { desk, keys } = openDesk();
    const row = { provider: "openai", base_url: null, last_four: "wxyz", created_at: "2026-11-20T00:00:00.000Z" };
    expect(await desk.put("ten_ada", "openai", { key: SECRET, base_url: null })).toEqual(ok(row));
    expect(await desk.list("ten_ada")).toEqual({ keys: [row], can_store: true });
    expect(await desk.list("ten_eve")).toEqual({ keys: [], can_store: true });
    expect(JSON.stringify(keys.rows)).not.toContain("very-secret");
  });

  it("is told which setting is missing where keys cannot be stored", async () => {
    const { desk, keys } = openDesk({ cipher: null });
    const put = await desk.put("ten_ada", "openai", { key: SECRET, base_url: null });
    expect(put.ok ? "" : put.error[0]?.message).toContain("KEY_ENCRYPTION_KEY");
    expect((await desk.list("ten_ada")).can_store).toBe(false);
    expect(keys.rows).toEqual([]);
  });

  it.each([
    ["provider", "nobody", SECRET, null],
    ["provider", "workers-ai", SECRET, null],
    ["key", "openai", "sk-“quoted”-key", null],
    ["key", "openai", "sk-two\nlines-of-it", null],
    ["base_url", "vllm", SECRET, null],
    ["base_url", "custom", SECRET, null],
    ["base_url", "ollama", SECRET, null],
    ["base_url", "openai", SECRET, "https://10.0.0.7/v1"],
  ])("is told that %s is wrong for %s with %j at %s", async (field, provider, key, base_url) => {
    const { desk, keys } = openDesk();
    const put = await desk.put("ten_ada", provider, { key, base_url });
    expect(put.ok ? [] : put.error.map((problem) => problem.field)).toEqual([field]);
    expect(JSON.stringify(put)).not.toContain(key);
    expect(keys.rows).toEqual([]);
  });

  it("renews the seals of the tenant's other keys after the encryption key was changed", async () => {
    const { desk, keys } = openDesk();
    await desk.put("ten_ada", "groq", { key: "gsk-older-key", base_url: null });
    const renewed = createKeyDesk({
      keys,
      cipher: cipherWith(2, 1),
      checkAddress: async (url) => ok(url),
      clock: createTestClock(),
    });
    await renewed.put("ten_ada", "openai", { key: SECRET, base_url: "https://eu.models.example.org/v1" });
    const onlyNew = cipherWith(2);
    const opened = await Promise.all(
      keys.rows.map(({ tenant_id, ...row }) => onlyNew.open({ tenant_id, provider: row.provider, base_url: row.base_url }, row)),
    );
    expect(new Set(opened)).toEqual(new Set(["gsk-older-key", SECRET]));
  });
});
