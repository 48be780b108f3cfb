/**
 * The rubric language: how an author says "an answer that makes this point" so that code can see it with no model.
 *
 * A pattern is terms separated by spaces; it matches when **every** term is found in **one sentence** of the text, in any order.
 * A term is alternatives separated by `|`:
 *   - `vote`      the word or any inflection of it (compared by stem: votes, voted, voting)
 *   - `elect*`    any word that starts so
 *   - `more_than_half`  the words side by side (each compared by stem)
 *   - `3`, `1/2`  a number: "three", "3", "3.0" are the same; fractions are one token
 *   - `not`       any negator (not, n't, no, never, without, cannot, nothing, none, neither, nor, fails to, unable)
 * `!term` must not be found in that sentence.
 * A term that stands in the scope of a negator does not count ("it is **not** committed" does not match `commit*`), unless the pattern
 * itself contains `not`.
 *
 * Example: `majority|more_than_half|3_of_5 agree|acknowledg*|confirm*`
 *
 * For code items the text is read as code: tokens are identifiers, numbers, string literals and operators (`+=`, `==`, `:`), sentences are
 * lines, stems and negation do not apply, and `_` joins neighbouring tokens: `for_*_in_range` (a lone `*` stands for any one token).
 */
export interface Rubric {
  readonly mode: "text" | "code";
}
