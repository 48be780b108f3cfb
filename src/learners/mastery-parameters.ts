// Written by `node scripts/fit-learners.ts` from ASSISTments 2009 and Statics 2011 (Gervet et al. 2020). Not to be edited by hand.
/** Fitted for the least log-loss beside a prior of 0.74, which practice logs have and lessons do not: see `PRIOR`. */
export const MASTERY_PARAMETERS = { learn: 0.039, slip: 0.173, lucky: 0.287 } as const;
