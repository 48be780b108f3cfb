import { describe, expect, it } from "vitest";
import { evaluationSchema } from "../../src/agents/evaluator/evaluator.schema.ts";
import { pathsSchema } from "../../src/agents/path-generator/path-generator.schema.ts";
import { reviewSchema } from "../../src/agents/reviewer/reviewer.schema.ts";
import { tutorOutputSchema } from "../../src/agents/tutor/tutor.schema.ts";
import { toJsonSchema } from "../../src/llm/json-schema.schema.ts";

describe("the output of every agent", () => {
  it.each([
    ["evaluator", evaluationSchema],
    ["path generator", pathsSchema],
    ["reviewer", reviewSchema],
    ["tutor", tutorOutputSchema],
  ])("can be asked of a provider as JSON Schema: %s", (_name, schema) => {
    expect(toJsonSchema(schema)).toMatchObject({ type: "object", $schema: "http://json-schema.org/draft-07/schema#" });
  });

  it("is asked for as the model writes it, before our transforms, short fields first", () => {
    const { properties, required } = toJsonSchema(evaluationSchema);
    expect(Object.keys(Object(properties)).slice(0, 3)).toEqual(["user_intent", "evaluation", "should_advance"]);
    expect(required).not.toContain("misconception_id");
  });
});
