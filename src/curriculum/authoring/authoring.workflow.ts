import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep, type WorkflowStepConfig } from "cloudflare:workers";
import { type DraftKey, draftKeySchema, nodeIdsSchema } from "./draft.schema.ts";
import { DRAFT_CLOSED } from "./authoring.port.ts";
import { checkNode, expireDraft, failDraft, openForReview, planDraft, type WriteDraftDeps, writeNode } from "./write-draft.usecase.ts";

/** A model may be slow or away for a while; what it wrote of other nodes is kept meanwhile. */
const STEP: WorkflowStepConfig = { retries: { limit: 4, delay: "5 seconds", backoff: "exponential" }, timeout: "10 minutes" };
/** As long as a draft is open for review. */
const WAIT = "30 days";

/**
 * Makes the Workflow class that writes one draft an instance, checks it, and waits for people. Steps hand on ids and counts only: the texts lie in the drafts' own
 * tables, from where they can be erased. The wait survives restarts; it ends with a decision, or when its time is over.
 */
export function createAuthoringWorkflow<Env extends object>(makeDeps: (env: Env) => WriteDraftDeps) {
  return class AuthoringWorkflow extends WorkflowEntrypoint<Env, DraftKey> {
    override async run({ payload }: WorkflowEvent<DraftKey>, step: WorkflowStep): Promise<void> {
      const key = draftKeySchema.parse(payload);
      const deps = makeDeps(this.env);
      try {
        const nodes = nodeIdsSchema.parse(await step.do("plan", STEP, () => planDraft(deps, key)));
        if (nodes.length === 0) return;
        for (const node of nodes) await step.do(`write ${node}`, STEP, () => writeNode(deps, key, node));
        for (const node of nodes) await step.do(`check ${node}`, STEP, () => checkNode(deps, key, node));
        if (!(await step.do("open", STEP, () => openForReview(deps, key)))) return;
      } catch (error) {
        await step.do("fail", STEP, () => failDraft(deps, key));
        throw error;
      }
      try {
        await step.waitForEvent("wait for decisions", { type: DRAFT_CLOSED, timeout: WAIT });
      } catch {
        await step.do("expire", STEP, () => expireDraft(deps, key));
      }
    }
  };
}
