import { z } from "zod";

/** What the documents of a lesson's course say to a learner's question: sentences of theirs with the passages they stand in. None: they do not say. */
export const sourceAnswerSchema = z.object({
  sentences: z.array(z.object({ text: z.string(), citations: z.array(z.string()) })),
  passages: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type SourceAnswer = z.output<typeof sourceAnswerSchema>;
