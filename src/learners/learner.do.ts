import { DurableObject } from "cloudflare:workers";
import type { ProtocolError } from "../protocol/errors.ts";
import type { EvidenceRow, KnowledgeBody, ReviewsBody, WhyBody } from "../protocol/knowledge.schema.ts";
import { correctionBodySchema } from "../protocol/knowledge.schema.ts";
import type { Logger } from "../shared/logger.ts";
import type { Result } from "../shared/result.ts";
import { createLearnerModel, type LearnerModel } from "./keep-knowledge.usecase.ts";
import type { CorrectionInput, EvidencePage, LearnerObjectPort, RecordOutcome, TakenReviews } from "./learner-object.port.ts";
import { createFsrs } from "./fsrs.adapter.ts";
import { type Contest, createLearnerStore } from "./learner.store.ts";
import type { SkillMastery } from "./mastery.ts";
import { nameOfFold } from "./skill-state.ts";
import type { SkillState } from "./skill-state.schema.ts";
import { type ToldAnswer, toldAnswerSchema } from "./told-answer.schema.ts";

const FSRS = createFsrs();
const FOLD = nameOfFold(FSRS);

/**
 * Makes the Durable Object class of a learner: one object each, by `<tenant_id>/<learner_id>`. A shell that checks what comes in. Nothing is awaited between
 * reading and writing, and what was written is on disk before an answer leaves, so an answer counts once whoever tells it, how often, and whenever the
 * process dies.
 */
export function createLearnerObject<Env extends object>(makeDeps: (env: Env) => { readonly logger: Logger }) {
  return class LearnerObject extends DurableObject<Env> implements LearnerObjectPort {
    #model: LearnerModel;
    readonly #logger: Logger;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#logger = makeDeps(env).logger;
      this.#model = this.#openModel();
    }

    #openModel(): LearnerModel {
      const name = this.ctx.id.name ?? "unknown";
      return createLearnerModel({ store: createLearnerStore(this.ctx.storage, FOLD), fsrs: FSRS, logger: this.#logger, name });
    }

    async record(told: readonly ToldAnswer[]): Promise<RecordOutcome[]> {
      return told.flatMap((one) => {
        const parsed = toldAnswerSchema.safeParse(one);
        if (parsed.success) return this.#model.record([parsed.data]);
        this.#logger.error("evidence_refused", { learner: this.ctx.id.name, reason: describeFields(parsed.error.issues) });
        return [{ id: String(one?.answer?.id ?? ""), outcome: "refused" as const }];
      });
    }

    async knowledge(now: number): Promise<KnowledgeBody> {
      return this.#model.knowledge(now);
    }

    async why(skill: string): Promise<Result<WhyBody, ProtocolError>> {
      return this.#model.why(skill);
    }

    async contest(skill: string, evidenceId: string, reason: string, now: number): Promise<Result<EvidenceRow, ProtocolError>> {
      return this.#model.contest(skill, evidenceId, reason, now);
    }

    async correct(evidenceId: string, correction: CorrectionInput, now: number): Promise<Result<EvidenceRow, ProtocolError>> {
      return this.#model.correct(evidenceId, correctionBodySchema.parse(correction), now);
    }

    async reviews(now: number): Promise<ReviewsBody> {
      return this.#model.reviews(now);
    }

    async takeReviews(input: Parameters<LearnerObjectPort["takeReviews"]>[0]): Promise<Result<TakenReviews, ProtocolError>> {
      return this.#model.takeReviews(input);
    }

    async releaseReviews(sessionId: string): Promise<void> {
      this.#model.releaseReviews(sessionId);
    }

    async skill(skill: string): Promise<Result<SkillState, ProtocolError>> {
      return this.#model.skill(skill);
    }

    async masteries(skills: readonly string[]): Promise<SkillMastery[]> {
      return this.#model.masteries(skills);
    }

    async contests(): Promise<Contest[]> {
      return this.#model.contests();
    }

    async exportPage(after: number): Promise<EvidencePage> {
      return this.#model.exportPage(after);
    }

    async erase(): Promise<void> {
      await this.ctx.storage.deleteAll();
      this.#model = this.#openModel();
    }
  };
}

/** The fields that are wrong, without a word of what is in them. */
function describeFields(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join(".")}: ${message}`)
    .join("; ");
}
