/** How long a text is kept, in milliseconds: material of lessons changes with its version, and after a month an answer is not worth its storage. */
export const KEEP_MS = 30 * 24 * 60 * 60_000;

/** Texts of tenants, kept for a while by name. Whoever cannot be reached in time has nothing: no method rejects or takes long. */
export interface Shelf {
  /**
   * The text under this name, or null.
   *
   * @param max_age_ms how old a copy in this process may be before the store itself is asked, in milliseconds
   */
  get(tenantId: string, name: string, max_age_ms: number): Promise<string | null>;
  /** Keeps a text, off the caller's path: it can be read here at once, elsewhere within about a minute. */
  put(tenantId: string, name: string, text: string): void;
  /** Makes everything of this tenant unreachable: here at once, elsewhere within about a minute. Rejects when that could not be written down. */
  purge(tenantId: string): Promise<void>;
}
