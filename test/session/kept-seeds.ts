/** Seeds of sessions that once broke a law. They run for ever, before the random ones. */
export const KEPT_SEEDS: readonly number[] = [];
