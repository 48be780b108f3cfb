import type { PackNode, PackOutline } from "../curriculum/pack.schema.ts";
import type { SkillMastery } from "../learners/mastery.ts";
import type { Command } from "../protocol/client-frames.schema.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { AckBody, SessionBody, Snapshot } from "../protocol/http.schema.ts";
import type { LessonContext, Settings } from "../protocol/lesson.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { SessionId } from "../shared/ids.ts";
import type { Result } from "../shared/result.ts";
import type { PackCopy } from "./pack-copy.ts";

/** What the Worker may ask of a session object. Every call names who asks; the object itself refuses strangers. */
export interface SessionObjectPort {
  create(input: CreateSession): Promise<SessionBody>;
  read(principal: Principal): Promise<Result<SessionBody, ProtocolError>>;
  readSnapshot(principal: Principal): Promise<Result<Snapshot, ProtocolError>>;
  readEvents(principal: Principal, since: number): Promise<Result<{ seq: number; events: PublicEvent[] }, ProtocolError>>;
  command(principal: Principal, command: Command): Promise<Result<AckBody, ProtocolError>>;
  /** The material from which a node was taught; null without any. */
  readNode(principal: Principal, nodeId: string): Promise<Result<TaughtNode | null, ProtocolError>>;
  /** Erases the session with everything that was said in it. Done again it does no harm: there is no session then. */
  erase(principal: Principal): Promise<Result<null, ProtocolError>>;
}

/** A node as a session has it, with the outline of its pack. Holds keys: for our own code only. */
export interface TaughtNode {
  readonly outline: PackOutline;
  readonly node: PackNode;
}

export interface CreateSession {
  readonly session_id: SessionId;
  readonly owner: Principal;
  readonly lesson_context: LessonContext;
  readonly settings: Settings;
  readonly pack: PackCopy | null;
  /** What the learner brings along, where mastery decides. */
  readonly masteries?: readonly SkillMastery[] | undefined;
}

/** How the Worker tells the object who is behind a socket or stream. Set by our routes only; no header of a client's gets that far. */
export const ACCESS_HEADER = "x-cairn-access";

export interface Access {
  readonly principal: Principal;
  readonly ticket: { readonly jti: string; readonly expires_at_ms: number } | null;
}
