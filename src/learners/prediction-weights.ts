// Written by `node scripts/fit-learners.ts` from ASSISTments 2009 and Statics 2011 (Gervet et al. 2020). Not to be edited by hand.
/** The weights of `FEATURES` in its order, with which a log begins. */
export const PREDICTION_WEIGHTS: readonly number[] = [
  -0.7763, // constant
  0.9667, // expected
  -0.1479, // learner
  -0.2355, // learner_in_skill
  0.026, // skill
  0.0272, // item
  0.133, // learner_doubt
  -1.0458, // learner_in_skill_doubt
  -0.3838, // skill_doubt
  1.5503, // item_doubt
  0.1068, // right_in_skill
  -0.0797, // wrong_in_skill
  -0.2058, // right_on_item
  -0.1083, // wrong_on_item
  0.0307, // last_on_item
  0.5362, // right
  -0.5201, // wrong
  0.0183, // surprise_fast
  0.827, // surprise_middle
  -0.2599, // surprise_slow
  0.2667, // skill_surprise_fast
  -0.453, // skill_surprise_slow
  0.1003, // last_in_skill
  -0.3132, // first_in_skill
  -0.0652, // since_skill
  1.1962, // answers_on_item
  -0.493, // answers_in_skill
  -0.1569, // first_of_all
  -0.0611, // last_in_skill_fading
  0.0081, // last
  0.1134, // same_skill
];
