import type { CurriculumRepository } from "../curriculum/curriculum.repository.ts";
import type { Pack, PackNode, PackOutline } from "../curriculum/pack.schema.ts";
import { type AskedSkill, makeReviewPack, MAX_REVIEW_NODES } from "../curriculum/review-pack.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { SessionBody } from "../protocol/http.schema.ts";
import type { LessonContext } from "../protocol/lesson.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { Clock } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import { newId, type SessionId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import type { Random } from "../shared/random.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { LearnerObjectPort } from "./learner-object.port.ts";
import type { SkillState } from "./skill-state.schema.ts";

/** The guided sessions, as far as a review needs them. */
export interface SessionDesk {
  start(input: {
    readonly session_id: SessionId;
    readonly principal: Principal;
    readonly lesson_context: LessonContext;
    readonly pack: Pack;
  }): Promise<SessionBody>;
  read(sessionId: string, principal: Principal): Promise<Result<SessionBody, ProtocolError>>;
  /** The material from which a node was taught in an earlier session; null when there is none. */
  readNode(
    sessionId: string,
    principal: Principal,
    nodeId: string,
  ): Promise<Result<{ readonly outline: PackOutline; readonly node: PackNode } | null, ProtocolError>>;
}

export interface StartReviewDeps {
  readonly learners: { of(owner: Principal): Pick<LearnerObjectPort, "takeReviews" | "releaseReviews" | "skill"> };
  readonly sessions: SessionDesk;
  readonly curriculum: Pick<CurriculumRepository, "findLesson" | "loadPack">;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** A session that is not there so long after it was to be made never will be. */
const IN_THE_MAKING_MS = 10_000;
const JUST_BEGINNING: ProtocolError = {
  code: "unavailable",
  detail: "Another of your devices is just beginning this review; try again in a moment.",
};

/** A session, and whether it is a new one. */
export interface StartedReview {
  readonly body: SessionBody;
  readonly is_new: boolean;
}

/**
 * Starts a guided session of what is due. Where another device has begun one, that one is gone on with: two devices do not ask the same review twice.
 * Error: `nothing_due`.
 */
export async function startReview(deps: StartReviewDeps, principal: Principal): Promise<Result<StartedReview, ProtocolError>> {
  const learner = deps.learners.of(principal);
  const session_id = newId("ses", deps.random);
  const now = deps.clock.now();
  let taken = await learner.takeReviews({ session_id, instead_of: null, now });
  if (taken.ok && taken.value.kind === "open") {
    const open = await deps.sessions.read(taken.value.session_id, principal);
    if (open.ok && !isOver(open.value)) return ok({ body: open.value, is_new: false });
    // Another device took them a moment ago, and its session is still in the making.
    if (!open.ok && now - Date.parse(taken.value.at) < IN_THE_MAKING_MS) return err(JUST_BEGINNING);
    taken = await learner.takeReviews({ session_id, instead_of: taken.value.session_id, now });
  }
  if (!taken.ok) return taken;
  if (taken.value.kind === "open") return err(JUST_BEGINNING);
  // Whoever tries again at once must not be told to wait for a session that will never be.
  const release = () =>
    learner.releaseReviews(session_id).catch((error: unknown) => {
      deps.logger.warn("review_not_released", { session_id, reason: describeError(error) });
    });
  try {
    const asked = await gather(deps, principal, taken.value.skills);
    if (asked.length > 0) return ok({ body: await start(deps, { session_id, principal, asked, purpose: "review" }), is_new: true });
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return err({ code: "nothing_due", detail: "What is due was taught from material that is not there any more." });
}

/** "I know this": a session with one hard question of the skill, without hints. Its result counts. Error: `skill_not_found`. */
export async function startChallenge(
  deps: StartReviewDeps,
  principal: Principal,
  skill: string,
): Promise<Result<StartedReview, ProtocolError>> {
  const state = await deps.learners.of(principal).skill(skill);
  if (!state.ok) return state;
  const asked = await gather(deps, principal, [state.value]);
  if (asked.length === 0)
    return err({ code: "skill_not_found", detail: "This skill was taught from material that is not there any more." });
  return ok({ body: await start(deps, { session_id: newId("ses", deps.random), principal, asked, purpose: "challenge" }), is_new: true });
}

interface Start {
  readonly session_id: SessionId;
  readonly principal: Principal;
  readonly asked: readonly AskedSkill[];
  readonly purpose: "review" | "challenge";
}

async function start({ sessions }: StartReviewDeps, { session_id, principal, asked, purpose }: Start): Promise<SessionBody> {
  const pack = makeReviewPack(asked, purpose);
  const { title, objectives, language } = pack;
  const lesson_context: LessonContext = {
    lesson_id: `les_${purpose}`,
    title,
    objectives,
    language,
    basis: "pack",
    pack: null,
    purpose,
  };
  return await sessions.start({ session_id, principal, lesson_context, pack });
}

/** The material of these skills, in their order, of one language and as many as one review takes. What cannot be found any more is left out. */
async function gather(deps: StartReviewDeps, principal: Principal, skills: readonly SkillState[]): Promise<AskedSkill[]> {
  const packs = new Map<string, Promise<Pack | null>>();
  const load = (id: string, version: number): Promise<Pack | null> => {
    const known = packs.get(`${id}@${version}`) ?? deps.curriculum.loadPack(id, version);
    packs.set(`${id}@${version}`, known);
    return known;
  };
  const asked: AskedSkill[] = [];
  for (const state of skills) {
    if (asked.length >= MAX_REVIEW_NODES) break;
    const found = await findNode(deps, principal, state, load);
    const { skill } = state.mastery;
    if (!found) deps.logger.warn("review_without_material", { skill, session_id: state.taught.session_id });
    else if (asked.length === 0 || asked[0]?.outline.language === found.outline.language)
      asked.push({ ...found, skill, asked_item_ids: state.asked_item_ids });
  }
  return asked;
}

/** The node from which a skill was taught: of the same pack, else of the lesson as it is on the shelf now, else of the session itself. */
async function findNode(
  { curriculum, sessions }: StartReviewDeps,
  principal: Principal,
  { taught, mastery }: SkillState,
  load: (id: string, version: number) => Promise<Pack | null>,
): Promise<{ readonly outline: PackOutline; readonly node: PackNode } | null> {
  const inPack = (pack: Pack | null) => {
    const node =
      pack?.nodes.find(({ id, skill }) => id === taught.node_id && skill === mastery.skill) ??
      pack?.nodes.find(({ skill }) => skill === mastery.skill);
    if (!pack || !node) return null;
    const { nodes: _nodes, ...outline } = pack;
    return { outline, node };
  };
  if (taught.pack) {
    const same = inPack(await load(taught.pack.id, taught.pack.version));
    if (same) return same;
    const lesson = await curriculum.findLesson(principal.tenant_id, taught.lesson_id);
    const current = lesson && inPack(await load(lesson.pack_id, lesson.pack_version));
    if (current) return current;
  }
  const taughtThen = await sessions.readNode(taught.session_id, principal, taught.node_id);
  return taughtThen.ok ? taughtThen.value : null;
}

function isOver({ session }: SessionBody): boolean {
  return session.phase.type === "completed" || session.phase.type === "abandoned";
}
