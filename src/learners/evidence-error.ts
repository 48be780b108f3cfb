/** Why an event about a learner is not taken; `detail` names what is wrong. */
export interface EvidenceError {
  readonly code: "invalid_evidence" | "unsupported_version" | "unknown_skill" | "id_reused" | "unknown_answer" | "skill_differs";
  readonly detail: string;
}
