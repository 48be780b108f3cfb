import { z } from "zod";

const rating = z.enum(["Yes", "To some extent", "No"]);

/** How one reply of a tutor is rated, in the words of the rubric (MRBench). */
export const ratingsSchema = z.object({
  mistake_identification: rating,
  mistake_location: rating,
  answer_revealed: z.enum(["No", "Yes (and the answer is correct)", "Yes (but the answer is incorrect)"]),
  guidance: rating,
  actionability: rating,
  coherence: rating,
  tone: z.enum(["Encouraging", "Neutral", "Offensive"]),
  humanlikeness: rating,
});
export type Ratings = z.output<typeof ratingsSchema>;
