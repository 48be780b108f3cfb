/** A working day: long enough not to be asked twice, short enough for a cookie that was left behind. */
export const OPERATOR_SESSION_S = 12 * 60 * 60;

/** Who may operate the deployment: whoever has its token, or a page that was opened with it. */
export interface OperatorSessions {
  /** Whether this is the deployment's token; takes the same time whatever is wrong with it. */
  isToken(token: string): Promise<boolean>;
  /** A signed statement that somebody had the token, for the page's cookie. `expires_at` is ISO 8601, UTC. */
  open(): Promise<{ readonly session: string; readonly expires_at: string }>;
  /** Until when a session of ours holds; null for anything else, and for sessions opened with a token that has been changed since. Never throws for a bad one. */
  read(session: string): Promise<{ readonly expires_at: string } | null>;
}
