import { afterEach, expect, it, vi } from "vitest";
import { createConsoleLogger } from "../../src/shared/console-logger.adapter.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";

afterEach(() => void vi.restoreAllMocks());

it("an operator reads one JSON object a line, at the right level, whatever the values hold", () => {
  const line = vi.spyOn(console, "warn").mockImplementation(() => {});
  createConsoleLogger().warn("model_fell_back", { route: "a:b", detail: "two\nlines", level: "forged" });
  expect(line).toHaveBeenCalledTimes(1);
  const text = String(line.mock.calls[0]?.[0]);
  expect(text).not.toContain("\n");
  expect(JSON.parse(text)).toEqual({ route: "a:b", detail: "two\nlines", level: "warn", event: "model_fell_back" });
});

it("ids are made of bytes that differ each time", () => {
  expect(systemRandom.bytes(20)).toHaveLength(20);
  expect(systemRandom.bytes(20)).not.toEqual(systemRandom.bytes(20));
});
