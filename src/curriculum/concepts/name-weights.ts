/**
 * How late a concept is taught, by the order of `NAME_FEATURES`: learned from pairs of concepts of data mining, geometry (AL-CPL, Liang et al. 2018)
 * and mathematics (RefD, Liang et al. 2015) by `scripts/train-paths.ts`. Numbers only; nothing of the pairs is in them.
 */
export const NAME_WEIGHTS: readonly number[] = [
  1.312, // level_mean
  1.507, // level_max
  0.792, // unknown
  0.103, // words
  -0.126, // builds_on
  -0.343, // carries
  -0.655, // qualifies
  -0.205, // qualified
  0.045, // procedure
  0.683, // named_after
];
