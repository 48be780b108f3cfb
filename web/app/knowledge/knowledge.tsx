import "../../ui/sheet.css";
import "../../ui/knowledge.css";
import type { JSX } from "preact";
import type { KnowledgeRoute } from "../route.ts";
import { AllSkills } from "./all-skills.tsx";
import { Review } from "./review.tsx";
import { Why } from "./why.tsx";

/** The pages about what the learner knows: all of it, why one figure is what it is, and what is due. */
export function Knowledge({ at }: { at: KnowledgeRoute }): JSX.Element {
  switch (at.name) {
    case "knowledge":
      return <AllSkills />;
    case "skill":
      return <Why key={at.skill} skill={at.skill} />;
    case "review":
      return <Review />;
  }
}
