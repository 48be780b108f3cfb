import type { Principal } from "../protocol/principal.ts";
import type { SessionId } from "../shared/ids.ts";

/** Refused unread above this: ours have about 300 characters, and reading costs time. */
export const MAX_TOKEN_CHARS = 4_096;
/** An anonymous learner who comes back within half a year still finds their lessons. */
export const LEARNER_TOKEN_S = 180 * 24 * 60 * 60;
/** Long enough to open a socket on a slow phone, too short to be worth passing on. */
export const TICKET_S = 60;

/** What a ticket opens: one session, for one learner, from one page. `origin` is null for clients that are not browsers. */
export interface TicketGrant extends Principal {
  readonly session_id: SessionId;
  readonly origin: string | null;
}

/** A ticket that was read and found valid. That it is used once is for the session to see to, by `ticket_id`. */
export interface Ticket extends TicketGrant {
  readonly ticket_id: string;
  /** ISO 8601, UTC: after this the id need not be remembered any more. */
  readonly expires_at: string;
}

export interface Tokens {
  /** A learner's token and when it ends (ISO 8601, UTC). */
  signLearner(principal: Principal): Promise<{ readonly token: string; readonly expires_at: string }>;
  /** Who the token speaks for; null for anything but a valid learner token of ours. Never throws for a bad token. */
  readLearner(token: string): Promise<Principal | null>;
  createTicket(grant: TicketGrant): Promise<{ readonly ticket: string; readonly expires_at: string }>;
  /** The ticket, if it is valid now, for this session and from this origin; otherwise null. */
  readTicket(ticket: string, expected: Pick<TicketGrant, "session_id" | "origin">): Promise<Ticket | null>;
}
