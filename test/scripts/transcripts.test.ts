import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { learnerScriptSchema } from "../../scripts/lib/learner-script.ts";
import { renderTranscript } from "../../scripts/lib/render-transcript.ts";
import { playScript } from "../support/play-script.ts";

const FOLDER = new URL("../../docs/transcripts/", import.meta.url);
const scripts = readdirSync(new URL("learners/", FOLDER)).sort();

// A transcript that differs is not mended by hand: `npm run transcripts` writes them anew, and somebody reads them.
describe("the transcripts in docs/transcripts", () => {
  it.each(scripts)("%s is what Cairn says today, word for word", async (file) => {
    const learner = learnerScriptSchema.parse(parse(readFileSync(new URL(`learners/${file}`, FOLDER), "utf8")));
    const kept = readFileSync(new URL(file.replace(".yaml", ".md"), FOLDER), "utf8");
    expect(renderTranscript(learner, await playScript(learner))).toBe(kept);
  });

  it.each(scripts)("%s shows programs as they were written", (file) => {
    const kept = readFileSync(new URL(file.replace(".yaml", ".md"), FOLDER), "utf8");
    expect(kept).not.toMatch(/You wrote: “[^”]*\n/);
    expect(kept).not.toMatch(/^\*\*Learner\*\*\n\n(?:for|while) .*:/m);
  });

  it("has no transcript without a learner", () => {
    const transcripts = readdirSync(FOLDER).filter((file) => file.endsWith(".md") && file !== "README.md");
    expect(transcripts.map((file) => file.replace(".md", ".yaml")).sort()).toEqual(scripts);
  });
});
