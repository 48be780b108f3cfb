/** Seeds that once broke a law, by its number. They run for ever, before the random ones. */
export const KEPT_SEEDS: Readonly<Record<number, readonly number[]>> = {};
