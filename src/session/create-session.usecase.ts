import type { CurriculumRepository } from "../curriculum/curriculum.repository.ts";
import type { Pack } from "../curriculum/pack.schema.ts";
import { packFromMaterials } from "../curriculum/pack-from-materials.ts";
import type { SkillMastery } from "../learners/mastery.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { SessionBody } from "../protocol/http.schema.ts";
import type { LessonContext, Settings } from "../protocol/lesson.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { type Clock, toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import { newId, type SessionId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import type { Random } from "../shared/random.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { skillOf } from "./evidence-of.ts";
import { copyPack } from "./pack-copy.ts";
import type { SessionObjectPort } from "./session-object.port.ts";
import type { SessionRegistry } from "./session-registry.repository.ts";

const DEFAULT_SETTINGS: Settings = { advance: "evaluator", max_retries: 3, delivery: "gate" };

export interface CreateSessionDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly curriculum: Pick<CurriculumRepository, "findLesson" | "loadPack">;
  readonly registry: Pick<SessionRegistry, "saveSession">;
  readonly openObject: (sessionId: string) => Pick<SessionObjectPort, "create">;
  /** What the learner's object knows of these skills; those never met are not in it. */
  readonly masteriesOf: (principal: Principal, skills: readonly string[]) => Promise<SkillMastery[]>;
}

/** A lesson from the shelf, or one of the learner's own. */
export type LessonRequest =
  | { readonly lesson_id: string }
  | { readonly title: string; readonly objectives: readonly string[]; readonly materials: string; readonly language: string };

/** Starts a session for `principal`: settles what it teaches, makes its object, and enters it into the registry. */
export async function createSession(
  deps: CreateSessionDeps,
  input: {
    readonly principal: Principal;
    readonly lesson: LessonRequest;
    readonly settings?: Partial<Pick<Settings, "delivery" | "advance">>;
  },
): Promise<Result<SessionBody, ProtocolError>> {
  const { principal } = input;
  const lesson =
    "lesson_id" in input.lesson ? await fromShelf(deps, principal, input.lesson.lesson_id) : ok(fromLearner(deps, input.lesson));
  if (!lesson.ok) return lesson;
  const { settings } = input;
  const masteries = settings?.advance === "mastery" ? await readMasteries(deps, principal, lesson.value) : undefined;
  return ok(await openSession(deps, { ...lesson.value, session_id: newId("ses", deps.random), principal, settings, masteries }));
}

/** What the learner brings along; nothing where their object cannot be reached, so that the lesson begins all the same. */
async function readMasteries(deps: CreateSessionDeps, principal: Principal, { pack, lesson_context }: Lesson): Promise<SkillMastery[]> {
  try {
    return await deps.masteriesOf(principal, [...new Set(pack?.nodes.map((node) => skillOf(node, lesson_context)))]);
  } catch (error) {
    deps.logger.warn("masteries_unavailable", { learner_id: principal.learner_id, reason: describeError(error) });
    return [];
  }
}

export interface OpenSession extends Lesson {
  readonly session_id: SessionId;
  readonly principal: Principal;
  readonly settings?: Partial<Settings> | undefined;
  readonly masteries?: readonly SkillMastery[] | undefined;
}

/** Makes a session of a lesson that is settled: its object first, then its entry in the registry. */
export async function openSession(
  deps: Omit<CreateSessionDeps, "curriculum" | "random" | "masteriesOf">,
  { session_id, principal, lesson_context, pack, settings, masteries }: OpenSession,
): Promise<SessionBody> {
  const body = await deps.openObject(session_id).create({
    session_id,
    owner: principal,
    lesson_context,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    pack: pack && copyPack(pack),
    masteries,
  });
  const { lesson_id, title } = lesson_context;
  try {
    await deps.registry.saveSession({
      session_id,
      ...principal,
      lesson_id,
      title,
      status: "open",
      current_index: 0,
      node_count: pack?.nodes.length ?? 0,
      updated_at: toIso(deps.clock.now()),
    });
  } catch (error) {
    // The object is the truth and the lesson can begin; it enters itself into the registry with its first progress.
    deps.logger.warn("registry_unavailable", { session_id, reason: describeError(error) });
  }
  return body;
}

interface Lesson {
  readonly lesson_context: LessonContext;
  readonly pack: Pack | null;
}

async function fromShelf(deps: CreateSessionDeps, principal: Principal, lessonId: string): Promise<Result<Lesson, ProtocolError>> {
  const lesson = await deps.curriculum.findLesson(principal.tenant_id, lessonId);
  const pack = lesson && (await deps.curriculum.loadPack(lesson.pack_id, lesson.pack_version));
  if (!pack) return err({ code: "lesson_not_found", detail: "Choose a lesson from GET /v1/lessons, or send a title of your own." });
  const { id, version, title, objectives, language } = pack;
  return ok({ lesson_context: { lesson_id: lessonId, title, objectives, language, basis: "pack", pack: { id, version } }, pack });
}

function fromLearner(deps: CreateSessionDeps, lesson: Exclude<LessonRequest, { lesson_id: string }>): Lesson {
  const { title, language, materials } = lesson;
  const objectives = lesson.objectives.length > 0 ? [...lesson.objectives] : [title];
  const pack = materials.trim() === "" ? null : packFromMaterials({ title, objectives, language, text: materials });
  const lesson_id = newId("les", deps.random);
  return { lesson_context: { lesson_id, title, objectives, language, basis: pack ? "materials" : "objectives", pack: null }, pack };
}
