/**
 * How late a concept is taught, by the order of `NAME_FEATURES`: learned from pairs of concepts of data mining, geometry (AL-CPL, Liang et al. 2018)
 * and mathematics (RefD, Liang et al. 2015) by `scripts/train-paths.ts`. Numbers only; nothing of the pairs is in them.
 */
export const NAME_WEIGHTS: readonly number[] = [
  0.893, // level_mean
  0.975, // level_max
  0.483, // unknown
  0.13, // words
  -0.032, // builds_on
  -0.189, // carries
  -0.468, // qualifies
  -0.189, // qualified
  0.139, // procedure
  0.446, // named_after
];
