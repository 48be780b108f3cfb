import { waitUntil } from "cloudflare:workers";

/** Lets work go on that nobody waits for, in whatever request or object it was begun. What it is given never rejects. */
export function defer(work: Promise<unknown>): void {
  waitUntil(work);
}
