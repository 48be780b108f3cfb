import type { Agent, Checked, Correction } from "../agent.ts";
import type { ReviewerInput } from "../inputs.ts";
import { embeddedReview } from "./embedded-reviewer.ts";
import { reviewerPrompt } from "./reviewer-prompt.ts";
import { PRINCIPLES, type Review, reviewSchema } from "./reviewer.schema.ts";

/** The Pedagogical Reviewer: approves a draft or says what to change. */
export const reviewer: Agent<ReviewerInput, Review> = {
  name: "reviewer",
  temperature: 0.1,
  max_output_tokens: 700,
  output_schema: reviewSchema,
  prompt: reviewerPrompt,
  embedded: embeddedReview,
  check: settleReview,
};

/** Holds a review to its own marks: what hurts is not approved, and a refusal says what to change. */
function settleReview(_input: ReviewerInput, review: Review): Checked<Review> {
  const corrections: Correction[] = [];
  const hurt = PRINCIPLES.filter((principle) => review.principles[principle] === 0);
  const approved = review.approved && hurt.length === 0;
  if (approved !== review.approved)
    corrections.push({ check: "approved_against_marks", detail: `Approved although it hurts ${hurt.join(", ")}.` });
  if (approved) return { output: { ...review, approved, feedback: "" }, corrections };

  const weak = hurt.length > 0 ? hurt : PRINCIPLES.filter((principle) => review.principles[principle] === 1);
  const feedback =
    review.feedback.trim() || `Work on ${weak.map((principle) => principle.replaceAll("_", " ")).join(", ") || "clarity"}; keep the rest.`;
  if (review.feedback.trim() === "")
    corrections.push({ check: "refused_without_feedback", detail: "The refusal gave no reason; the weakest marks stand in for it." });
  return { output: { ...review, approved, feedback }, corrections };
}
