import { leaks } from "../../curriculum/leak.ts";
import type { Item } from "../../curriculum/pack.schema.ts";
import { contentStems, normalise, readSentences } from "../../curriculum/text.ts";
import { remember, rememberFor } from "../../shared/remember.ts";
import type { Draft, Passage, TutorInput } from "../inputs.ts";
import { seemsTold } from "../reviewer/dimensions/suspicions.ts";
import {
  boldTerms,
  countQuestions,
  countWords,
  findBlame,
  findPraise,
  MIN_REPLY_STEMS,
  sharedContent,
  withoutWordsOf,
} from "./draft-text.ts";
import { isOtherLanguage } from "./language-guess.ts";

/** One finding of the gate. A hard one is never bypassed; a soft one is feedback that the retry limit can overrule. */
export interface Finding {
  readonly check: string;
  readonly hard: boolean;
  /** Feedback for the next draft: what is wrong and what to do. Never quotes the key. */
  readonly detail: string;
}

/** The cheap checks that run before a reviewer is paid. Empty means the draft may go to the reviewer. */
export type CheckDraft = (input: TutorInput, draft: Draft) => Finding[];

/** Words of teaching in one message; a solved example needs its steps and may take more. */
const MAX_TEACHING_WORDS = 120;
const MAX_EXAMPLE_WORDS = 180;
/** A question that was put in other words still shares this much of the given one's content words and numbers. */
const MIN_SHARED_WITH_PROMPT = 0.5;
/** More terms in bold than this are more than one idea. */
const MAX_BOLD_TERMS = 3;

const IMPERATIVE =
  /^(?:now |then |please |briefly |first |in your own words,? )*(?:explain|describe|give|name|write|compute|calculate|work out|simplify|complete|fill|show|state|say|tell|list|find|choose|pick|decide|compare|predict|rewrite|add|subtract|multiply|divide|convert|reduce|express|draw|sketch|trace|put|finish|define|solve|use|change|correct|fix|sum up|summari[sz]e|imagine|suppose|consider|look|read|take)\b/i;

/**
 * The gate: what code can see wrong with a tutor's draft. Hard: `not_empty`, `exactly_one_question`, `item_asked`, `citations_exist`, `key_not_given`,
 * `hint_leaks`. Soft: `answer_told`, `too_long`, `takes_up_words`, `language`, `blame_or_praise`, `one_idea`. Takes about a millisecond; never throws.
 */
export const checkDraft: CheckDraft = (input, draft) => {
  const findings: Finding[] = [];
  const hard = (check: string, detail: string | null): void => void (detail !== null && findings.push({ check, hard: true, detail }));
  const soft = (check: string, detail: string | null): void => void (detail !== null && findings.push({ check, hard: false, detail }));

  hard("not_empty", draft.teaching.trim() && draft.question.trim() ? null : "Teaching and question must both say something. Write both.");
  hard("exactly_one_question", findQuestionFault(input.item, draft));
  hard("item_asked", findOtherQuestion(input.item, draft));
  hard("citations_exist", findUnknownCitation(input, draft));
  hard("key_not_given", findGivenKey(input, draft));
  hard("hint_leaks", findLeakingHint(input.item, draft));
  soft("answer_told", findToldAnswer(input, draft));
  soft("too_long", findLength(draft));
  soft("takes_up_words", findIgnoredReply(input, draft));
  soft(
    "language",
    isOtherLanguage(`${draft.teaching}\n\n${draft.question}`, input.language)
      ? `Write in the lesson's language (${input.language}).`
      : null,
  );
  soft("blame_or_praise", findTone(draft));
  soft(
    "one_idea",
    boldTerms(draft.teaching).length > MAX_BOLD_TERMS
      ? "Too many terms are set in bold. Teach one idea and leave the other terms for later."
      : null,
  );
  return findings;
};

function findQuestionFault(item: Item | null, { teaching, question }: Draft): string | null {
  if (countQuestions(teaching) > 0)
    return "The teaching asks something itself. Turn every question in it into a statement; the one question goes into `question`.";
  const asked = countQuestions(question);
  // An authored prompt may be an order ("Work out …") instead of a question.
  const allowed = item ? Math.max(1, countQuestions(item.prompt)) : 1;
  if (asked > allowed) return "`question` asks more than one thing. Keep one question mark and ask only what was given.";
  const isOrder =
    (item && countQuestions(item.prompt) === 0) || question.split(/(?<=[.!:\n])\s+/).some((sentence) => IMPERATIVE.test(sentence.trim()));
  return asked === 0 && !isOrder ? "`question` asks nothing. End it with exactly one question." : null;
}

function findOtherQuestion(item: Item | null, { question }: Draft): string | null {
  if (!item || sharedContent(question, item.prompt) >= MIN_SHARED_WITH_PROMPT) return null;
  return "`question` is not the question that was given. Ask that one; you may reword it, but keep its meaning, numbers, names and options.";
}

/** Documents can be cited, but unlike the pack's passages nobody has made sure that they give no key away: to the key they are the tutor's own words. */
function findUnknownCitation(input: TutorInput, { citations, sources = input.sources }: Draft): string | null {
  const passages = [...input.passages, ...(sources?.passages ?? [])];
  const unknown = citations.filter((id) => !passages.some((passage) => passage.id === id));
  return unknown.length > 0
    ? `There is no passage ${unknown.map((id) => JSON.stringify(id)).join(", ")}. Cite only ids of passages that you were given.`
    : null;
}

/**
 * What a passage says word for word is its author's to answer for: the pack checker tests it, and a text that the learner pasted in is theirs to
 * read. So where the passages alone already tell, only what the tutor added to them is held against the key.
 */
function findGivenKey({ item, passages, reply }: TutorInput, { teaching, question }: Draft): string | null {
  if (!item) return null;
  const said = withoutWordsOf(reply ?? "", teaching);
  const told = normalise(question) === normalise(item.prompt) ? said : `${said}\n\n${question}`;
  const leaked = leaks(told, item);
  if (leaked === null) return null;
  const { recited, added } = separateRecited(told, passages);
  if (leaks(recited, item) !== null && leaks(added, item) === null) return null;
  return `The draft ${leaked} of the question it asks. Teach the principle with another case and leave the answer to the learner.`;
}

/** What is half said: no proof that the key is given, but replies that read like this gave theirs. */
function findToldAnswer(input: TutorInput, draft: Draft): string | null {
  const { added } = separateRecited(withoutWordsOf(input.reply ?? "", draft.teaching), input.passages);
  return seemsTold({ ...input, draft }, added)
    ? "The teaching seems to tell the answer to the question it asks. Lead towards it with another case, and leave the last step to the learner."
    : null;
}

/** Whether a sentence stands in these passages, but for case and punctuation. A node's are the same for all its lessons, and so is most of what is recited. */
const recitedFrom = rememberFor((passages: readonly Passage[]) => {
  const known = passages.map((passage) => ` ${normalise(passage.text)} `);
  return remember((sentence) => known.some((passage) => passage.includes(` ${normalise(sentence)} `)), { entries: 100, chars: 400 });
});

function separateRecited(text: string, passages: readonly Passage[]): { recited: string; added: string } {
  const sentences = readSentences(text).map(({ start, end }) => text.slice(start, end));
  const isRecited = recitedFrom(passages);
  return {
    recited: sentences.filter(isRecited).join(".\n\n"),
    added: sentences.filter((sentence) => !isRecited(sentence)).join(".\n\n"),
  };
}

function findLeakingHint(item: Item | null, { hints }: Draft): string | null {
  const level = item ? hints.findIndex((hint) => leaks(hint, item) !== null) : -1;
  return level >= 0 ? `Hint ${level + 1} gives the answer away. Point to where to look instead.` : null;
}

function findLength({ teaching, strategy }: Draft): string | null {
  const most = strategy === "worked_example" ? MAX_EXAMPLE_WORDS : MAX_TEACHING_WORDS;
  const words = countWords(teaching);
  return words > most ? `The teaching has ${words} words; at most ${most} can be taken in. Keep the one idea and cut the rest.` : null;
}

function findIgnoredReply({ evaluation, reply, reply_instructs }: TutorInput, { teaching }: Draft): string | null {
  const missed = evaluation?.user_intent === "attempt_answer" && (evaluation.evaluation === "wrong" || evaluation.evaluation === "partial");
  if (!missed || !reply || reply_instructs || contentStems(reply).length < MIN_REPLY_STEMS) return null;
  return sharedContent(teaching, reply) > 0
    ? null
    : "The learner's answer is not taken up. Quote a few of their words and start from there.";
}

function findTone({ teaching, question }: Draft): string | null {
  const text = `${teaching}\n\n${question}`;
  if (findBlame(text) !== null) return "A phrase judges the person. Speak about the answer and what to try next, never about the learner.";
  return findPraise(text) === null ? null : "A phrase is praise without content. Say what exactly was right, or leave it out.";
}
