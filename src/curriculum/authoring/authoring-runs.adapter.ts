import { type AuthoringRuns, DRAFT_CLOSED } from "./authoring.port.ts";
import type { DraftKey } from "./draft.schema.ts";

/** Drafts as instances of the workflow, by the draft's id: the same draft is never begun twice. */
export function createAuthoringRuns(workflow: Workflow<DraftKey>): AuthoringRuns {
  return {
    async begin(draft_id, tenant_id) {
      try {
        await workflow.create({ id: draft_id, params: { tenant_id, draft_id } });
      } catch (error) {
        const instance = await workflow.get(draft_id).catch(() => null);
        if (!instance) throw error;
      }
    },
    async end(draftId) {
      try {
        const instance = await workflow.get(draftId);
        await instance.sendEvent({ type: DRAFT_CLOSED, payload: {} });
      } catch {
        // It is over already, or it will find the draft closed when its time is over.
      }
    },
  };
}
