const HEDGES = "(?:really|still|just|honestly|actually|simply|also|even|quite|too|very|so|totally|completely|a bit|at all|entirely) ";

/** What people write when they have no answer. Only about themselves: "they don't know who leads" may well be the answer. */
const PHRASES = [
  `(?:(?:^|\\b(?:i|we|but|sorry|and|then) )(?:${HEDGES})*(?:dont|don t|do not|didnt|did not|cant|can not|cannot|couldnt|havent|have not) (?:${HEDGES})*(?:know|knw|kno|remember|recall|understand|get (?:it|this|that)|figure (?:it|this|that) out|think of anything|answer|solve it|say$|tell$|have (?:a|any|the) (?:clue|idea|answer))\\b)`,
  // As who is new to the language says it.
  `(?:^|\\b(?:i|we|sorry|but) )(?:${HEDGES})*(?:not|no) (?:${HEDGES})*(?:understand|know|get|remember)(?: (?:it|this|that|the question|nothing|anything))?$`,
  `(?:^|\\b(?:i|we) )(?:${HEDGES})*(?:dont|do not) (?:${HEDGES})*get$`,
  `\\b(?:i |we )?(?:have |had |ve |ive |got )*no (?:idea|clue|answer|thoughts?)\\b`,
  `(?:^|\\b(?:i|im|am|its|but|still|just) )(?:${HEDGES})*not (?:${HEDGES})*(?:sure|certain)\\b`,
  "\\b(?:idk|idek|dunno|unsure)\\b",
  "(?:^|\\bi )(?:dint|dunt|didint|dotn|dnt|dosnt|dont) (?:know|knpw|knwo|konw|now|kow)(?: (?:what|how|that|it|this|else|to|tell|you|say|write))*$",
  "^(?:no|npo|nno) idea\\b",
  "^i (?:forgot|forget)(?: it| this| that)?$",
  "\\b(?:i )?(?:give|giving) up\\b",
  "\\b(?:(?:just|please|can you) )*(?:tell|give|show) (?:me )?(?:the )?(?:right |correct )?(?:answer|solution|result)\\b",
  `\\b(?:im|i am|i feel|were|we are) (?:${HEDGES})*(?:stuck|lost|confused|clueless|blank|blanking)\\b`,
  "(?:^|\\b(?:i|we|but|sorry) )(?:just |really )?(?:cant|cannot|couldnt) do (?:it|this|that)\\b",
  "\\bbeats me\\b",
  "\\b(?:havent|have not|without) (?:a|the) clue\\b",
];
export const LOST = new RegExp(PHRASES.join("|"), "gu");

/** "I don't know", "I don't understand" and "help" in other languages, without apostrophes. */
const ELSEWHERE = [
  "no (?:lo )?s[eé]|ni idea|no (?:lo )?(?:entiendo|comprendo|entend[ií])|ayuda|ay[uú]da?me",
  "je (?:ne )?sais pas|aucune idée|je (?:ne )?(?:le )?comprends (?:pas|rien)|(?:je nai|jai) (?:pas|rien) compris|aidez moi|à laide",
  "(?:ich )?wei(?:ß|ss) (?:ich |es )?nicht|ich wei(?:ß|ss) (?:es |das )?nicht|keine ahnung|kein(?:en)? plan",
  "(?:ich )?versteh(?:e)? (?:ich |das |es |die frage )*(?:nicht|nichts)|(?:ich )?hab(?:e)? (?:ich |das |es )*nicht verstanden|kapier(?:e)? ich nicht|hilfe",
  "non (?:lo )?so|boh|non (?:lo )?capisco|non (?:lho|ho) capito|aiuto",
  "(?:eu )?n[aã]o sei|(?:eu )?n[aã]o (?:entendo|entendi|compreendo|percebo|percebi)|ajuda",
  "(?:ik )?weet (?:ik |het )?niet|(?:ik )?(?:snap|begrijp) (?:ik |het |dit |de vraag )*niet|geen idee",
  "nie wiem|nie rozumiem|pomocy|jag vet inte|jag förstår inte|bilmiyorum|anlam[ıi]yorum|anlamad[ıi]m",
  "(?:я )?не (?:знаю|понимаю|поняла?)|помогите|(?:я )?не розумію",
  "我?(?:不知道|不懂|不明白|看不懂|没看懂)|わかりません|わからない|分からない|分かりません|理解できません|모르겠(?:어요|습니다|다)|이해가 안 (?:돼요|됩니다|돼)",
  "لا أعرف|لا أفهم|لم أفهم|(?:मुझे )?(?:नहीं पता|पता नहीं|समझ नहीं आया)",
];
const SORRY_ELSEWHERE = "lo siento|perd[oó]n|désolée?|pardon|entschuldigung|scusa|desculpe|desculpa|sorry|извините";
/** What such a sentence may end in. */
const OBJECTS_ELSEWHERE =
  "nada|esto|eso|la pregunta|el ejercicio|muy bien|rien|la question|ça|das|es|die frage|niente|la domanda|isso|a pergunta|het|de vraag|pytania|soruyu|вопрос|это|ничего|por favor|bitte|merci|danke|gracias";

/** The same alone, in other languages: nobody should be called wrong for that. */
export const OTHER_LANGUAGES = new RegExp(
  `^(?:(?:${SORRY_ELSEWHERE}) )?(?:${ELSEWHERE.join("|")})(?: (?:${ELSEWHERE.join("|")}|${OBJECTS_ELSEWHERE}|${SORRY_ELSEWHERE}))*$`,
  "u",
);

const LEADS =
  "but|and|so|ok|okay|oh|wait|hm+|um+|uh+|er+|ah+|well|also|then|sorry|hi|hello|hey|please|pls|actually|lol|sir|miss|yeah|ugh|like";
/** Words before the reply proper. */
export const leadsIn = new RegExp(`^(?:(?:${LEADS}) )+`, "u");

/** Whether there is nothing but lead-in. */
export function isLead(words: string): boolean {
  return new RegExp(`^(?:${LEADS})(?: (?:${LEADS}))*$`, "u").test(words);
}

/** What is left of "I don't know" without saying anything about the subject. */
export const WITHOUT_SUBSTANCE = new Set(
  `sorry thanks thank you please pls hi hello hey ok okay well um uh hm wait lol haha honestly really anymore any more at all the rest else yet then
   still this that it its how why what who which to do say write tell answer question got thats wrong right here there about just if and but or so of for a an is
   are be can could would was have had one guess think maybe perhaps probably much tbh actually explain help again need want i me my we your im not no yes
   they sir miss ugh because cause with on in out as too very even`.split(/\s+/),
);
