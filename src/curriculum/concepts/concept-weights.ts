/**
 * What tells the name of a concept, by the order of `CANDIDATE_FEATURES`: learned from the glossaries of two OpenStax textbooks (psychology and
 * sociology, OpenStax College, CC BY 3.0) by `scripts/train-paths.ts`. Numbers only; nothing of the books is in them.
 */
export const CANDIDATE_WEIGHTS: readonly number[] = [
  -5.644, // bias
  -0.173, // log_count
  0.393, // share_of_text
  -1.05, // two_words
  -1.208, // three_words
  -0.63, // four_words
  1.508, // two_words_often
  0.009, // alone_before
  -0.283, // alone_behind
  0.219, // not_within
  2.843, // explained
  1.654, // explained_share
  3.085, // opens_explained
  1.37, // opens_explained_often
  0.779, // whole
  2.012, // maybe_explained
  4.204, // named
  1.433, // named_share
  -0.892, // quoted
  0.495, // heading
  -0.756, // title
  0.843, // objective
  -0.286, // one_section
  -2.007, // capital
  -0.035, // after_name_word
  -1.264, // after_verb_word
  0.505, // abstract_ending
  -0.769, // verb_ending
  -0.543, // adjective_ending
  -0.153, // plural
  -1.848, // everyday_word
  -0.371, // unknown_word
  0.59, // letters
  0.19, // hyphen
  -0.143, // told_and_often
];
