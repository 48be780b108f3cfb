/**
 * What tells the name of a concept, by the order of `CANDIDATE_FEATURES`: learned from the glossaries of two OpenStax textbooks (psychology and
 * sociology, OpenStax College, CC BY 3.0) by `scripts/train-paths.ts`. Numbers only; nothing of the books is in them.
 */
export const CANDIDATE_WEIGHTS: readonly number[] = [
  -5.64, // bias
  -0.171, // log_count
  0.39, // share_of_text
  -1.05, // two_words
  -1.116, // three_words
  -0.64, // four_words
  1.501, // two_words_often
  0.005, // alone_before
  -0.266, // alone_behind
  0.221, // not_within
  2.86, // explained
  1.621, // explained_share
  3.067, // opens_explained
  1.369, // opens_explained_often
  0.791, // whole
  1.987, // maybe_explained
  4.154, // named
  1.463, // named_share
  -0.714, // quoted
  0.495, // heading
  -0.879, // title
  0.857, // objective
  -0.3, // one_section
  -2.03, // capital
  -0.009, // after_name_word
  -1.265, // after_verb_word
  0.485, // abstract_ending
  -0.827, // verb_ending
  -0.568, // adjective_ending
  -0.177, // plural
  -2.006, // everyday_word
  -0.377, // unknown_word
  0.58, // letters
  0.208, // hyphen
  -0.14, // told_and_often
];
