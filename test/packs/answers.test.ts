import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { firstReply, judge, packFiles, readPack } from "../../scripts/packs-check.ts";
import { checkEvaluation } from "../../src/agents/evaluator/check-evaluation.ts";
import { embeddedReview } from "../../src/agents/reviewer/embedded-reviewer.ts";
import { checkDraft } from "../../src/agents/tutor/check-draft.ts";
import { embeddedTutor } from "../../src/agents/tutor/embedded-tutor.ts";
import { passagesOf } from "../../src/agents/tutor/passages.ts";
import { tutorInputOf } from "../support/tutor-input.ts";

const here = new URL("./", import.meta.url);
const SUFFIX = ".answers.yaml";
const rowsSchema = z.array(
  z.strictObject({
    item: z.string(),
    reply: z.string().min(1),
    expect: z.enum(["correct", "partial", "wrong"]),
    misconception: z.string().optional(),
  }),
);
const RETELLINGS = ["simpler", "other_approach", "worked_example", "smaller_step"] as const;
const answerFiles = (await readdir(here)).filter((file) => file.endsWith(SUFFIX));

/** The rows of an answers file, each with the node and item it answers. */
async function readAnswers(file: string) {
  const name = file.replace(SUFFIX, ".yaml");
  const read = readPack(name, await readFile(new URL(`../../packs/${name}`, here), "utf8"));
  if ("problem" in read) throw new Error(read.problem);
  const items = new Map(read.pack.nodes.flatMap((node) => node.items.map((item) => [item.id, { node, item }] as const)));
  return rowsSchema.parse(parse(await readFile(new URL(file, here), "utf8"))).map((row) => {
    const asked = items.get(row.item);
    if (!asked) throw new Error(`${file}: there is no item ${row.item}`);
    return { ...row, ...asked, pack: read.pack, verdict: judge(asked.node, asked.item, row.reply) };
  });
}

describe("answers that real learners might give", () => {
  it("are there for every starter pack", async () => {
    const packs = (await packFiles()).map((file) => basename(String(file), ".yaml"));
    expect(answerFiles.map((file) => file.slice(0, -SUFFIX.length)).sort()).toEqual(packs.sort());
  });

  describe.each(answerFiles)("%s", async (file) => {
    const rows = await readAnswers(file);

    it("are judged fairly", () => {
      const unfair = rows.filter(
        ({ verdict, ...row }) => verdict.evaluation !== row.expect || (row.misconception && verdict.misconception_id !== row.misconception),
      );
      expect(
        unfair.map(({ item, reply, expect: wanted, misconception, verdict }) => ({
          item: item.id,
          reply,
          wanted,
          misconception,
          got: verdict.evaluation,
          for: verdict.misconception_id,
        })),
      ).toEqual([]);
    });

    it("are quoted verbatim", () => {
      expect(
        rows.filter(({ reply, verdict }) => verdict.quoted === "" || !reply.includes(verdict.quoted)).map(({ reply }) => reply),
      ).toEqual([]);
    });

    it("are followed by words of the embedded tutor that neither gate nor reviewer refuses", () => {
      const refused = rows
        .filter(({ verdict }) => verdict.evaluation !== "correct")
        .flatMap(({ pack, node, item, reply, verdict: evaluation }, turn_number) => {
          const strategy = RETELLINGS[turn_number % RETELLINGS.length] ?? "simpler";
          const input = tutorInputOf(pack, node, item, {
            reason: "remediate",
            strategy,
            evaluation,
            reply,
            turn_number,
            remediation_round: 1,
            item_is_repeat: turn_number % 3 > 0,
            used_passage_ids: turn_number % 5 > 2 ? passagesOf(node).map(({ id }) => id) : [],
          });
          const draft = { ...embeddedTutor(input), item_id: item.id, strategy };
          const review = embeddedReview({ language: "en", node: input.node, draft, item, evaluation, reply });
          const feedback = [...checkDraft(input, draft).map(({ detail }) => detail), review.feedback].filter(Boolean);
          return feedback.length > 0 ? [{ item: item.id, reply, strategy, said: draft.teaching, feedback }] : [];
        });
      expect(refused).toEqual([]);
    });

    it("get verdicts that the check on evaluations has nothing to add to", () => {
      const corrected = rows.flatMap(({ node, item, reply, verdict }) => {
        return checkEvaluation(firstReply(node, item, reply), verdict).corrections.map(({ check }) => ({ item: item.id, reply, check }));
      });
      expect(corrected).toEqual([]);
    });
  });
});
