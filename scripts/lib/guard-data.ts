// The development data that guardrails are measured with, read from ../shared/data beside the project. Whose rows they are and under which licence says the
// README there; none of them is in this repository.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { ROOT } from "./command.ts";

export const DATA = join(ROOT, "../shared/data");

const personalRowSchema = z.object({
  id: z.string(),
  text: z.string(),
  /** Offsets in code points, as Python counts. */
  spans: z.array(z.object({ type: z.string(), start: z.number(), end: z.number(), value: z.string() })),
});
export type PersonalRow = z.output<typeof personalRowSchema>;

const directRowSchema = z.object({ id: z.string(), source: z.string(), text: z.string(), label: z.union([z.literal(0), z.literal(1)]) });
export type DirectRow = z.output<typeof directRowSchema>;

const answerSchema = z
  .object({ text: z.string().optional(), student_answer: z.string().optional(), question: z.string().default("") })
  .transform(({ text, student_answer, question }) => ({ text: text ?? student_answer ?? "", question }));
export type LearnerText = z.output<typeof answerSchema>;

/** What learners wrote in good faith: answers and questions of other studies. */
const LEARNER_FILES = {
  "school science and electricity": ["semeval2013_task7/dev/beetle_train.jsonl.gz", "semeval2013_task7/dev/sciEntsBank_train.jsonl.gz"],
  "attempts, questions, stuck": ["intent_composite/dev/intent.jsonl"],
  "communication networks": ["saf_comm_networks/dev/saf_v2_en_train.jsonl.gz"],
  "computer science": ["mohler2011/dev/mohler_assign1-6.jsonl"],
  "word problems": ["mathdial/dev/solution_correctness.jsonl"],
} as const;

export interface GuardData {
  readonly personal: readonly PersonalRow[];
  readonly direct: readonly DirectRow[];
  readonly indirect: readonly string[];
  readonly learners: readonly { readonly name: string; readonly texts: readonly LearnerText[] }[];
}

/** All of it; null where the data is not there. */
export function readGuardData(): GuardData | null {
  if (!existsSync(join(DATA, "pii")) || !existsSync(join(DATA, "prompt_injection"))) return null;
  return {
    personal: rows("pii/dev/presidio_synth.jsonl", personalRowSchema),
    direct: rows("prompt_injection/dev/direct.jsonl.gz", directRowSchema),
    indirect: rows("prompt_injection/dev/indirect_bipia_text.jsonl", z.object({ instruction: z.string() })).map((row) => row.instruction),
    learners: Object.entries(LEARNER_FILES).map(([name, files]) => ({
      name,
      texts: files.filter((file) => existsSync(join(DATA, file))).flatMap((file) => rows(file, answerSchema)),
    })),
  };
}

function rows<T>(file: string, schema: z.ZodType<T>): T[] {
  const bytes = readFileSync(join(DATA, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}
