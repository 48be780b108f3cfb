/**
 * What tells the name of a concept, by the order of `CANDIDATE_FEATURES`: learned from the glossaries of two OpenStax textbooks (psychology and
 * sociology, OpenStax College, CC BY 3.0) by `scripts/train-paths.ts`. Numbers only; nothing of the books is in them.
 */
export const CANDIDATE_WEIGHTS: readonly number[] = [
  -5.643, // bias
  -0.176, // log_count
  0.391, // share_of_text
  -1.045, // two_words
  -1.201, // three_words
  -0.625, // four_words
  1.509, // two_words_often
  0.009, // alone_before
  -0.278, // alone_behind
  0.218, // not_within
  2.861, // explained
  1.649, // explained_share
  3.063, // opens_explained
  1.382, // opens_explained_often
  0.779, // whole
  2.015, // maybe_explained
  4.17, // named
  1.444, // named_share
  -0.871, // quoted
  0.493, // heading
  -0.781, // title
  0.846, // objective
  -0.291, // one_section
  -2.008, // capital
  -0.033, // after_name_word
  -1.259, // after_verb_word
  0.491, // abstract_ending
  -0.812, // verb_ending
  -0.56, // adjective_ending
  -0.157, // plural
  -1.94, // everyday_word
  -0.368, // unknown_word
  0.586, // letters
  0.196, // hyphen
  -0.143, // told_and_often
];
