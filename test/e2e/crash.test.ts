import { describe, expect, it } from "vitest";
import { runCampaign } from "../crash/campaign.ts";

describe("a Worker that is killed in the middle of lessons", () => {
  it("keeps every acknowledged message, goes on from the stored step, and brings every lesson to its end", async () => {
    const seed = process.env["CAIRN_SEED"];
    const { violations, reports } = await runCampaign({
      kills: 5,
      ...(seed ? { seed: Number(seed) } : {}),
      say: (line) => process.stdout.write(`${line}\n`),
    });
    expect(reports.every(({ cases, model_requests }) => cases > 0 && model_requests > 0)).toBe(true);
    expect(violations).toEqual([]);
    // Money that a kill cut off is told by the watchdog, which comes after a minute.
  }, 240_000);
});
