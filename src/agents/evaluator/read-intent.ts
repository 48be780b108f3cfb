import { remember } from "../../shared/remember.ts";
import { isComplaintLine } from "./remarks.ts";
import type { Evaluation } from "./evaluator.schema.ts";
import { isLead, leadsIn, LOST, OTHER_LANGUAGES, WITHOUT_SUBSTANCE } from "./lost-words.ts";
import { asksUnmarked } from "./unmarked-question.ts";

type Intent = Evaluation["user_intent"];

interface Line {
  /** Lower case, words and numbers only, apostrophes dropped: "dont", "whats". */
  readonly words: string;
  readonly marked: boolean;
}

/** Words that say something: what is left of a line without the lost phrases and the filler. */
function substanceOf(words: string): string[] {
  return words
    .replace(LOST, " ")
    .split(" ")
    .filter((word) => word !== "" && !WITHOUT_SUBSTANCE.has(word));
}

function readLines(reply: string): Line[] {
  const text = reply
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/(?<=\p{L})['’‘ʼ`´"](?=\p{L})/gu, "")
    .toLowerCase();
  // A full stop ends a line only before a space and not after a single letter ("U.S. president").
  return text
    .split(/(?<=[?!])|(?<!\b\p{L})[.;](?=\s|$)|\n/u)
    .flatMap((line) => line.split(RUN_ON))
    .flatMap((line) => {
      const words = line.replace(/[^\p{L}\p{M}\p{N}/=+<>-]+/gu, " ").trim();
      return words === "" || /^[-=/+<>\s]*$/.test(words) ? [] : [{ words: words.replace(/ - /g, " "), marked: /\?\s*$/.test(line) }];
    });
}

/** Where a question follows in the same breath: "i forgot how to do it can you explain again", "i dont get it why does it start at 0". */
const RUN_ON =
  /(?<=\S[,\s]+)(?=(?:can|could|would) (?:you|u) (?:please |pls )?(?:explain|repeat|show|help|tell|give|say|rephrase)\b)|(?<=\bi (?:still |really )?(?:dont|do not|didnt) (?:get|understand) (?:it|this|that)[,\s]+)(?=(?:why|what|how|where|when|who|does|do|is|are|can) )|(?<=\b(?:im|i am) (?:so |really |a bit )?(?:confused|lost)[,\s]+)(?=(?:why|what|how|where|when|who|does|do|is|are|can) )/u;

const WH = "what|whats|who|whos|whom|whose|which|why|whys|how|hows|where|wheres|when|whens";
const AUX =
  "is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|am|isnt|arent|dont|doesnt|didnt|cant|wont";
/** A request for words, whatever its punctuation. */
const REQUEST =
  /^(?:(?:can|could|would|will) (?:you|u|we|someone|i ask)\b|(?:(?:can|could) )?(?:explain|define|clarify|elaborate|rephrase|repeat)\b|name (?:a|an|the|one|two|some)\b|(?:tell|show|teach|remind) me (?:about|more|again|what|why|how|who|where|when|which)\b|(?:show|tell|teach) me (?:the )?(?:steps?|way|method|rule|trick|formula)\b|(?:(?:give|show) (?:me )?)?(?:(?:an?|another|some|one|one more|more) )?(?:other )?(?:examples?|explanation|analogy)(?: (?:please|pls|plz))?$|give (?:me )?(?:an?|another|some|one) (?:other )?(?:example|explanation|analogy)|i (?:have|had|got) (?:a|an|another|one|some) (?:\p{L}+ )?questions?\b|i (?:wonder|want to know|need to know|would like to know)\b|id like to know\b|(?:im|i am|i was|was|just) wondering\b|(?:what|how) about\b|what if\b|what happens (?:to|if|when|with|then|next|after|in|now|during|while|before|without|at|on|inside|between|once)\b(?!.* is (?:that|it|the)\b)|how come\b|meaning of\b)/u;
/** "What means a term", "how i can add them", "why we need this": as who is new to the language asks. */
const ASKS_IN_NEW_WORDS =
  /^(?:what|who) means? \S|^how (?:i|we|you) (?:can|could|should|must|do|have to|need to) \S|^why (?:i|we|you) (?:need|must|have|should|use|do|can|cant|dont)\b(?!.*\b(?:is|because)\b)/u;
/** "What does a term mean", "which node is it": a question by its build, up to two words between question word and verb. */
const BUILT = new RegExp(
  String.raw`^(?:(?:what|who|which|why|how|where) (?:[\p{L}\p{N}-]+ ){0,2}?|(?:what|which)(?: [\p{L}\p{N}-]+)? of (?:[\p{L}\p{N}-]+ ){1,3}?|when )(?:${AUX})\b(?! that (?:the|it|he|she|they)\b)|^(?:whats|whos|whys|hows|wheres|whens)\b|^who \p{L}+ed\b`,
  "u",
);
const STARTS_LIKE_A_STATEMENT =
  /^(?:(?:what|how|why|when|where) (?:the|it|they|he|she|this|that|you|we|there|a|an|two|one|i|both|all)\b|how (?:many|much|often|long|far) (?:\p{L}+ )*(?:the|it|they|a|an)\b)/u;
const STARTS_WITH_QUESTION_WORD = new RegExp(String.raw`^(?:${WH})\b`);
const INVERTED = new RegExp(String.raw`^(?:${AUX}) \S`);
/** "… is called what", "compared to whom", "for how many years": only with a question mark. */
const ENDS_IN_QUESTION = new RegExp(
  String.raw`\b(?:is|are|was|called|mean|means|to|of|by|for|in|at|with|from|on) (?:${WH})(?: \S+){0,2}$|\b(?:of|by|in|at|on|for|to) (?:what|which|whom|whose|how)\b`,
);
/** "Is it the leader" is a guess; "is it possible to …" is not. */
const GUESS =
  /^(?:is|was|would|could|might|isnt|wouldnt) (?:it|that|this|the answer) (?:be )?(?!possible|allowed|ok|okay|true|always|ever|important|necessary|common|normal|like|called|bad|good|different|related|what|how|why|safe|better|worse|used)\S/;
/** "…, right?" turns an answer into a careful answer; so does "is 7/12 right". */
const CHECKS_ITSELF =
  /\S (?:right|correct|yes|no|ok|okay|or|maybe|i think|isnt it|arent they|doesnt it|dont they|wont it|is that (?:right|correct|it))$/;
/** Lines around a question that answer nothing. */
const AROUND =
  /^(?:(?:i|we) (?:do |still |really |just )*(?:understand|get|got|see|have|had|read|like|am|was|need|want|know)\b|im\b|ive\b|sorry|thank|wait|hold|one|quick|another|before|great|cool|interesting|not sure|this is|that is (?:hard|confusing)|thats (?:hard|confusing)|you (?:said|say|wrote|mentioned))/;
const CALL_FOR_HELP =
  /^(?:(?:please|pls|plz|can|could|lets|i|you|u|we|get|have|need|want|give|me|a|an|another|some|any|more|the|just|to|this|one|it|question|with|now|out|thanks|go) ?)*(?:help|hints?|clue|stuck|skip|pass|next|move on|go on|continue|again|huh|what|answer)(?: (?:me|please|pls|plz|this|it|out|one|the|question|with|thanks|now|on))*$/;
/** "I don't understand what a quorum is" asks; "I don't know what to write" does not. */
const ASKS_BY_NOT_UNDERSTANDING =
  /^i (?:really |still |quite |fully )*(?:dont|do not|cant|cannot|didnt|did not) (?:really |quite |fully )*(?:(?:understand|get|see|follow|grasp|remember) (?:what|why|how|the|your|when|where|which) (?!at all|question|answer|to\b)\p{L}|know (?:what|who|which) .*\b(?:is|are|means?|meant|stands? for)\b(?! (?:the|going|to)\b))/u;
/** "Simpler please", "can you give me an easier one": nothing but the wish for less. */
const WANTS_LESS =
  /^(?:(?:please|pls|plz|can|could|would|i|you|u|we|need|want|have|get|give|make|say|tell|explain|put|do|ask|try|me|a|an|the|it|this|that|some|something|question|one|with|in|be|bit|much|even|more|to|too|so|very|hard|difficult|and|little) )*(?:simpler|easier|plainer|slower|simple words|less (?:hard|difficult|complicated))(?: (?:please|pls|plz|one|ones|question|words|way|version|terms|task|first|thanks|again|for|me|to|understand))*$/;
const OPENS_AN_ANSWER = /\b(?:but|maybe|perhaps|because|cause|guess|probably|think|might|could be|would say)\b/;
/** So many telling words beside "I don't know" are an attempt all the same. */
const SUBSTANTIAL_WORDS = 4;

/**
 * What a reply is: an attempt to answer, a question, or being stuck. A reply that answers and asks is an attempt when it has substance; so is
 * "I don't know, but maybe …". `question` is what the learner was asked: repeating it is being stuck. Never throws.
 */
export function readIntent(reply: string, question: string): Intent {
  const lines = readLines(reply).map((line) => ({ ...line, words: line.words.replace(leadsIn, "").trim() || line.words }));
  const all = lines.map(({ words }) => words).join(" ");
  if (!/[\p{L}\p{N}]/u.test(all) || OTHER_LANGUAGES.test(all)) return "stuck";
  if ((CALL_FOR_HELP.test(all) || isLead(all)) && !offers(question, all)) return "stuck";
  if (isEchoOf(all, question)) return "stuck";

  // Who leaves out the question mark leaves out the full stop too: "Does it have seeds." answers what to look for.
  const isStopped = /\.\s*$/.test(reply);
  const isAsking = (line: Line): boolean => asks(line) || (!line.marked && !isStopped && asksUnmarked(line.words));
  const asking = lines.filter(isAsking);
  const rest = lines.filter((line) => !isAsking(line) && !isComplaintLine(line.words));
  // Asked for in whatever way, an easier question or plainer words are what being stuck brings.
  if (lines.every(({ words }) => WANTS_LESS.test(words) || isComplaintLine(words))) return "stuck";
  if (asking.length + rest.length === 0) return "stuck";
  if (rest.some(({ words }) => LOST_ONCE.test(words))) return readLost(rest, asking);
  if (asking.length === 0) return "attempt_answer";
  return rest.some(({ words }) => substanceOf(words).length >= 2 && !AROUND.test(words)) ? "attempt_answer" : "ask_question";
}

const LOST_ONCE = new RegExp(LOST.source, "u");

/** A reply with an "I don't know" in it: an attempt when something about the subject is left. */
function readLost(rest: readonly Line[], asking: readonly Line[]): Intent {
  const left = rest.flatMap(({ words }) => substanceOf(words));
  const opened = rest.some(({ words, marked }) => OPENS_AN_ANSWER.test(words.replace(LOST, " ")) || (marked && GUESS.test(words)));
  if (left.length >= SUBSTANTIAL_WORDS || (opened && left.length >= 1) || left.some((word) => /^\d/.test(word))) return "attempt_answer";
  return asking.length > 0 ? "ask_question" : "stuck";
}

function asks({ words, marked }: Line): boolean {
  if (ASKS_BY_NOT_UNDERSTANDING.test(words)) return !/\b(?:but|maybe|because)\b/.test(words);
  if (REQUEST.test(words) || ASKS_IN_NEW_WORDS.test(words)) return true;
  if (marked && (GUESS.test(words) || CHECKS_ITSELF.test(words))) return false;
  if (BUILT.test(words) && !STARTS_LIKE_A_STATEMENT.test(words)) return true;
  return marked && (STARTS_WITH_QUESTION_WORD.test(words) || INVERTED.test(words) || ENDS_IN_QUESTION.test(words));
}

/** A question may offer the very word ("…, yes or no", "which one, this or the next"). */
function offers(question: string, words: string): boolean {
  if (/^(?:no|nope|yes|none|nothing)$/.test(words)) return true;
  return /^\p{L}+$/u.test(words) && !/^(?:what|answer|help)$/.test(words) && new RegExp(String.raw`\b${words}\b`, "iu").test(question);
}

/** Whether the reply only says the question again. */
function isEchoOf(words: string, question: string): boolean {
  const said = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (said.length < 5) return false;
  const asked = wordsAsked(question);
  return said.filter((word) => asked.has(word)).length / said.length >= 0.95 && new Set(said).size / asked.size >= 0.7;
}

/** A question is put to many learners, and to one again and again. */
const wordsAsked = remember(
  (question): ReadonlySet<string> => new Set(readLines(question).flatMap((line) => line.words.match(/[\p{L}\p{N}]+/gu) ?? [])),
  { entries: 100, chars: 1_500 },
);
