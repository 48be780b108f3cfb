import { contentStems } from "../../curriculum/text.ts";
import { remember } from "../../shared/remember.ts";

const VERY = "(?:so|really|too|just|very|super|getting|kinda|kind of|pretty|such|all|a bit|a little|honestly) ";
const TIRESOME =
  "(?:annoying|stupid|boring|dumb|hard|difficult|confusing|frustrating|ridiculous|pointless|silly|useless|unfair|tiring|exhausting|lame|complicated|too much|a lot|(?:a )?waste of (?:my )?time|over my head|not (?:helping|helpful|fun)|no fun)";
const AFTER = "(?: (?:lol|haha|man|dude|now|tbh|for me|to me|honestly|anymore|ok|okay|already|today|though))*";

/** Whole lines, in lower case without marks, in which a learner speaks of the lesson or of themselves and not of the subject. */
const LINES = [
  `(?:this|that|it|its|thats|this one|all this|all of this|everything|the (?:question|lesson|hint|explanation|whole thing))(?: is| was| s| are)? (?:${VERY})*${TIRESOME}${AFTER}`,
  `(?:${VERY})*(?:hard|difficult|confusing|complicated|boring|too long)${AFTER}`,
  "i (?:really |just |so )*(?:(?:dont|do not) care|hate)(?: (?:about|for))?(?: \\p{L}+){0,3}",
  `(?:why do |but )?you (?:(?:just|already|always|keep|kept|are|re|still|literally) )*(?:asking|ask|asked|saying|say|said|repeating|repeat|repeated)(?: me)?(?: (?:exactly|literally|just))? (?:the same|that|this|it)\\b.*`,
  "(?:thats |this is |its )?(?:again )?the same (?:question|thing|one)(?: again)?",
  `(?:i am|im|i m|i feel) (?:${VERY})*(?:done|bored|annoyed|frustrated|tired|fed up|angry|stupid|dumb|out|bad at (?:this|it|maths?|fractions?)|not (?:good|smart|clever)\\b.*)${AFTER}`,
  "i (?:really |just |so )*(?:hate|cant stand|dont like|dont care about|dont want) (?:this|that|it|you|maths?|fractions?|school|to do this|to)\\b.*",
  "(?:this|that|it) (?:sucks|makes no sense|doesnt make (?:any )?sense|doesnt help|didnt help|isnt helping|is not helping|isnt helpful)",
  `(?:whatever|ugh+|argh+|wtf|omg|jeez|come on|seriously|forget it|never ?mind|i quit|stop(?: it| asking)?|leave me alone|makes no sense|not helpful|boring|so boring|meh)${AFTER}`,
];
const COMPLAINT = new RegExp(`^(?:${LINES.join("|")})$`, "u");

/** Whether a line (lower case, apostrophes and marks dropped) only lets off steam: that is being stuck, not a wrong answer. */
export function isComplaintLine(words: string): boolean {
  return words.split(/ (?:and|but|because) /).every((part) => COMPLAINT.test(part));
}

/** Whether any line of a reply lets off steam: the tutor answers to that before it goes on. Never throws. */
export function hasComplaint(reply: string): boolean {
  return reply
    .slice(0, 2_000)
    .toLowerCase()
    .replace(/['’‘]/g, "")
    .split(/[.,!?;\n]+/)
    .some((line) => isComplaintLine(line.replace(/[^\p{L}\p{N}]+/gu, " ").trim()));
}

const UNDERSTOOD =
  "(?:ok(?:ay)?|alright|all right|cool|nice|great|sure|wow|aha|ah|oh|hm+|mhm|well|thanks|thank you|ty|cheers|got (?:it|that)|gotcha|i (?:see|get it|got it|understand)(?: (?:that|it|this))?|understood|(?:that|this|it)? ?makes sense|(?:good|great|nice) (?:explanation|example|lesson)|interesting)";
const ACKNOWLEDGEMENT = new RegExp(`^${UNDERSTOOD}(?: (?:${UNDERSTOOD}|now|then|so|and|so much|very much|a lot|again|yes|yeah))*$`, "u");

/** Whether a reply only says that it was heard ("hm, ok, thanks"): kind words, and no answer. Never throws. */
export function isAcknowledgement(reply: string): boolean {
  const words = reply
    .slice(0, 2_000)
    .toLowerCase()
    .replace(/['’‘]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return ACKNOWLEDGEMENT.test(words);
}

const SELF_DOUBT =
  /\b(?:i|im|i['’]m)\b[^.!?\n]{0,40}\b(?:(?:terrible|awful|bad|hopeless|useless|rubbish|no good|not good|never (?:any )?good) (?:at|with|in) |never (?:understood|got|learned|could do) |(?:too |so )?(?:stupid|dumb)\b)/i;

/** Whether a reply says something like "I was always terrible at maths". Never throws. */
export function hasSelfDoubt(reply: string): boolean {
  return SELF_DOUBT.test(reply.slice(0, 2_000));
}

const NERVES = /\b(?:nervous|anxious|afraid|scared|worried|stressed|exam|(?:a|the) test|graded?|being marked)\b/i;

/** Whether a reply speaks of being tested and of not liking it. Never throws. */
export function hasNerves(reply: string): boolean {
  return NERVES.test(reply.slice(0, 2_000));
}

const PERSONAL = /\b(?:i|my|me|we|our|us|im|ive)\b/i;
/** "I think they …" speaks of the subject. */
const OPINION = /\bi (?:think|thought|guess|believe|know|say|said|say|chose|choose|picked|put|would say|used|heard)\b/gi;
/** Fewer telling words than this are a short answer sooner than a remark. */
const MIN_REMARK_WORDS = 3;
/** So many are an essay, be it a wrong one. */
const MAX_REMARK_WORDS = 15;
/** A word or so may be shared by chance. */
const MAX_SHARED_PART = 0.25;

/** What people talk about beside a lesson. None of it counts where the subject itself speaks of it. */
const EVERYDAY = new Set(
  contentStems(
    `lunch dinner breakfast supper snack hungry starving thirsty coffee beer cola pizza burger kebab birthday weekend holiday vacation football soccer
    basketball handball volleyball tennis hockey rugby youtube tiktok instagram netflix movie song music concert joke joking dog cat puppy grandma grandpa granny mum mom dad brother sister girlfriend boyfriend boss bus
    driver party sleepy yawn gross yuck yummy delicious lovely cute tonight tomorrow`,
  ),
);
const WISH = /\bi (?:really |so |just )*(?:want|wanna|crave|fancy|could eat|could use|feel like|would love)\b/i;
const LAUGH = /\b(?:(?:ha){2,}|(?:he){2,}|lol|lmao|rofl)\b/i;
/** Small talk with the tutor: "did you see the match", "what's your favourite song". Asking it to do its work is none. */
const TO_THE_TUTOR =
  /^\W*(?:(?:so|and|but|hey|hi|ok) )*(?:(?:do|did|are|have|were|will|would) you\b|what(?:['’]?s| is| are) (?:your|you)\b)(?! (?:mean|say|said|explain|show|asking|saying|looking|give|tell|help))/i;
const ON_THE_WAY = /\b(?:at|to|near|off at|missed|missing) my (?:stop|station|house|home|work|office|street)\b/i;
/** A wish, a laugh or a fear in so few words holds no answer; one in more of them may. */
const MAX_QUIP_WORDS = 6;
/** So much of a chat may repeat what the question speaks of. */
const MAX_SHARED_PART_OF_CHAT = 0.5;

/** A subject is all that an item and its node say: long, and the same for every reply to the question. */
const stemsOfSubject = remember((subject) => new Set(contentStems(subject)), { entries: 32, chars: 8_000 });

/**
 * Whether a reply is a remark beside the subject ("my son has this at school", "is it lunch time yet?", "now I want pizza"): it speaks of a person or of
 * everyday things, and shares hardly a word with `subject`, the texts of the question. Meant for replies in which nothing was recognised. Never throws.
 */
export function isAside(reply: string, subject: string): boolean {
  if (/\d/.test(reply)) return false;
  const said = contentStems(reply);
  if (said.length > MAX_REMARK_WORDS) return false;
  const known = stemsOfSubject(subject);
  const shared = said.filter((stem) => known.has(stem)).length;
  if (said.some((stem) => EVERYDAY.has(stem) && !known.has(stem)) && shared <= said.length * MAX_SHARED_PART_OF_CHAT) return true;
  if (shared <= said.length * MAX_SHARED_PART && (TO_THE_TUTOR.test(reply) || ON_THE_WAY.test(reply))) return true;
  if (reply.trim().split(/\s+/).length <= MAX_QUIP_WORDS && (WISH.test(reply) || LAUGH.test(reply) || (shared === 0 && hasNerves(reply))))
    return true;
  const isPersonal = PERSONAL.test(reply.replace(/['’]/g, "").replace(OPINION, ""));
  return isPersonal && said.length >= MIN_REMARK_WORDS && (shared <= 1 || shared <= said.length * MAX_SHARED_PART);
}
