/**
 * How people try to turn a model from its task: another role, secrets, an answer in another form, code slipped in. Applied to lower-case, plainly spelt
 * text with single spaces. Each needs two parts that stand together only in such orders, so that talk about a subject is left alone.
 */

/** What an order is about. `grade`: how a learner is to be judged. `marks`: signs that belong to a prompt. */
export type InstructionKind = "override" | "role" | "secret" | "output" | "code" | "grade" | "marks" | "filler";

export interface Phrase {
  readonly kind: InstructionKind;
  readonly pattern: RegExp;
  /** 0 to 1: how surely it is an order to a model. From 0.5 it is one; weaker ones add up. */
  readonly weight: number;
}

const TARGET =
  "(?:instructions?|prompts?|orders|rules|guidelines|directives?|commands?|directions|inputs?|informations?|messages?|conversations?|context|tasks?|assignments?|responses?|training|programming|statements?|constraints|settings)";
const PAST = "(?:previous(?:ly)?|prior|preceding|above|earlier|former|foregoing|initial|original|past|given|existing|old|your)";
const ANSWER = "(?:answers?|repl(?:y|ies)|responses?|outputs?|elucidation|explanation|solution|completions?|messages?)";
/** Where somebody is asked, not told about. */
const ASK =
  "(?:^|[.!?:;,\"'>] ?|\\b(?:please|can you|could you|would you|will you|then|and|now) )(?:just |then |at least |please |now ){0,2}";
const SECRET =
  "(?:pass ?words?|pass ?phrases?|pass ?codes?|secret (?:word|key|phrase|code|string)|confidential (?:string|information|data)|credentials|api keys?)";
const TELL = "(?:tell|give|show|send|share|reveal|provide|confirm|disclose|write|print|output|list|spell|encode|say|repeat|display|hint)";
const PRIVATE =
  "(?:e ?mail(?: address)?|birth ?(?:date|day|year)|date of birth|(?:home |current )?address|phone(?: number)?|bank (?:balance|account)|salary|city of residence|residence|favou?rite colou?r|socioeconomic status|personal (?:data|information|details)|medical records?)";
const FREE =
  "(?:(?:no|without|any|free (?:of|from)|not (?:have|follow|bound by|limited (?:to|by)|abide by|care (?:about|for))|break free|broken free|ignores?|lacks?|bypass(?:es|ing)?)(?: \\S+){0,6} (?:restrictions?|limitations?|filters?|censorship|(?:ethical|moral)(?: \\S+){0,3} (?:guidelines|limits|implications|concerns|restrictions)|morals?|ethics|content policy|content policies|guidelines|openai|safeguards))";

const strong = (kind: InstructionKind, ...patterns: string[]): Phrase[] => patterns.map((pattern) => phrase(kind, pattern, 1));
const weak = (kind: InstructionKind, weight: number, ...patterns: string[]): Phrase[] =>
  patterns.map((pattern) => phrase(kind, pattern, weight));
const phrase = (kind: InstructionKind, pattern: string, weight: number): Phrase => ({ kind, pattern: new RegExp(pattern, "u"), weight });

export const TAKEOVER: readonly Phrase[] = [
  ...strong(
    "override",
    `(?:ignor(?:e|ing)|disregard(?:ing)?|forget|bypass|override|discard|overlook|do not (?:listen to|follow|obey|regard)|don t (?:listen to|follow|obey)|pay no attention to|regardless of|stop following|drop) (?:(?:all|any|every|everything|the|of|these|those|my|and|that|about) ){0,4}${PAST} (?:\\p{L}+ ){0,3}?${TARGET}\\b`,
    "(?:^|[.!?:;\"'>\\]\\n] ?)(?:ignore|disregard|forget) (?:about )?(?:that|the above|the resume|this|everything)(?:,| and| then|\\. )",
    "\\b(?:output|print|repeat|list|show|summari[sz]e|reveal)(?: me)? (?:all )?(?:the |your |my )?(?:previous|above|initial|original|prior) (?:instructions?|prompts?|messages?|text)\\b",
    "\\bsystem mode(?: activated)?\\b|\\bgod mode\\b|\\bas your creator\\b|\\bnew session\\b.{0,40}\\bignore\\b",
    "\\byou (?:must|will|have to) (?:now )?(?:obey|comply with|follow) (?:all|every|any|my) (?:of )?(?:my )?(?:orders?|commands?|instructions?|requests?)",
  ),
  ...strong(
    "role",
    "\\b(?:you are|you re|youre|act as|acting as|become|called|named|like) (?:now |the |special agent )*(?:dan|stan|dude|aim|apophis|jailbreak|evil|devmode|unfiltered|unrestricted)\\b",
    "\\b(?:jail ?break(?:ed|ing)?|anti-?dan|do anything now|dev(?:eloper)? mode|\\w+gpt|\\w+ mode enabled)\\b.{0,200}\\b(?:you|ai|chatgpt|respond|answer|openai)\\b",
    "\\byou (?:are|re) (?:no longer|not) (?:chatgpt|an? (?:ai|assistant|language model)|bound|limited|restricted)",
    "\\b(?:from now on|henceforth|starting now|for the rest of (?:this|our) (?:chat|conversation))\\b,?.{0,60}\\b(?:you|answer|respond|reply|act|speak|write|every)\\b",
    "\\byou (?:are|re) (?:now )?(?:going to|to) (?:act|play|pretend|behave|respond|answer|be acting|simulate|roleplay|role ?play|take on|adopt|embody|assume)\\b",
    "\\byou will (?:now |only |always |never |then )*(?:act as|play|pretend|prefix|role ?play|respond (?:only|to every|as|with|based)|answer (?:every|as|all|any)|not (?:break|refuse|censor)|never (?:break|refuse|say)|simulate|embody|be (?:acting|playing|known))",
    "\\bi (?:want|need|would like|d like) you to (?:be|act|play|pretend|position|role|simulate|respond|answer|become|imitate|impersonate|take on|assume|adopt|stop|ignore)\\b",
    "\\b(?:stay|remain|keep|be|break(?:ing)?|stayed|staying) (?:in|out of|to) (?:character|this role|your role)\\b|\\bbreak character\\b",
    "(?:^|[.!?:;\"'\\n] ?)(?:pretend|simulate)(?: that)? (?:you|to be|being|yourself|an?)(?: are| re| were|r)? (?:an? |the |my |not |as )?(?:\\S+ ){0,6}?(?:ai\\b|chatbot|language model|hacker|lecturer|unfiltered|evil|no longer|human)",
    "\\b(?:pretend|act as if)(?: \\p{L}+){0,3} (?:forgot(?:ten)?|ignored?|lost)\\b.{0,30}\\b(?:rules|instructions|guidelines|everything)\\b",
    "\\bdan can do (?:anything|everything)\\b|\\b(?:every|all|each)(?: of)?(?: your)? (?:reply|replies|responses?|answers?) (?:to me|must|should|will|of yours|you (?:give|make))\\b",
    `\\b(?:ai|chatbot|bot|assistant|chatgpt|\\w*gpt|you (?:are|will|must|have|do|can|may|should|must)|you(?: re)?|dan|llm|language model|character (?:who|that|with|which))\\b.{0,120}?\\b${FREE}\\b`,
    "\\b(?:two|2) (?:different |separate |distinct )?(?:responses?|answers?|styles|replies|ways)\\b.{0,120}\\b(?:chatgpt|gpt|ai|dan|filter|normal|default|yourself)\\b",
    "\\b(?:never|not|doesn t|does not|will not|won t|can t|cannot)(?: ever)? (?:refuses?|reject|decline)s? (?:any|a|to|the|my|no) .{0,30}?(?:request|question|answer|task|prompt|human|user|order)",
    "\\b(?:will |would |must |can |should |to )(?:actually )?answer (?:any|every|all) (?:requests?|questions?|prompts?)\\b.{0,80}(?:no matter|regardless|without|however)",
    "\\b(?:no matter|regardless of) how (?:\\p{L}+,? )*(?:unethical|illegal|immoral|harmful|offensive|evil|inhumane|dangerous)",
    "\\b(?:unfiltered|uncensored|unrestricted|amoral|unhinged|jailbroken|nsfw)\\b.{0,60}\\b(?:ai|chatbot|responses?|answers?|model|llm|bot|assistant|language model)\\b|\\b(?:ai|chatbot|responses?|answers?|model|llm|bot|assistant) .{0,20}\\b(?:unfiltered|uncensored|unrestricted|amoral|unhinged|jailbroken|nsfw)\\b",
    "\\bopenai(?: s)?(?: \\p{L}+){0,3} (?:polic(?:y|ies)|guidelines|rules|restrictions|ethics)|\\b(?:your|its) (?:content polic(?:y|ies)|ethical guidelines|programming|developers)\\b.{0,60}\\b(?:ignore|without|not|break|free|told)\\b",
    "\\b(?:as|being|you are|you re) (?:an? )?(?:\\p{L}+ ){0,3}(?:ai|llm|language model|chatbot)\\b.{0,60}\\b(?:with|without|has|that|who|ability|no)\\b.{0,80}\\b(?:restrict|limit|ethic|filter|anything|moral|rules|everything)",
    "\\b(?:how would|answer as|respond as|reply as|speak as) (?:an? |if you were an? |if you are an? )?(?:ai (?:without|with no)|unfiltered|evil|\\[?role\\]?)",
    "\\b(?:you|i will) (?:are|re|be|act as|play)(?: an?| the| my)? (?:advanced |interactive |procedurally generated )*(?:text(?:-based)? adventure|terminal|linux terminal|interpreter|virtual machine|role ?play(?:ing)? (?:game|partner|character))",
    "\\[(?:insert )?(?:prompt|role|name|query|question|topic|character)(?: here)?\\]|\\{(?:prompt|query|subject|role)[:}]",
    "\\b(?:hi|hello|hey|dear|listen|ok(?:ay)?),? (?:chatgpt|gpt|claude|gemini|bard|bing)\\b",
    "\\b(?:ai|language|large language) (?:ai )?model (?:called|named|known as|which|that)\\b",
  ),
  ...weak(
    "role",
    0.35,
    "\\byour (?:primary |only |main |sole |core )+(?:function|purpose|goal|task|job|directive|objective) (?:is|will be)\\b",
    "\\b(?:being|as) (?:an )?ai language model\\b|\\btrained by openai\\b|\\bi understand you are an ai\\b",
    "\\b(?:user|admin|assistant|personality|persona) ?= ?\\[|\\[admin\\]|#begin\\b",
  ),
  ...weak(
    "role",
    0.25,
    "\\b(?:role ?play|persona|in character|fictional|hypothetical(?:ly)?|simulat(?:e|ion|or))\\b",
    "\\b(?:chatgpt|gpt-?[34]|openai|llm|language model|chatbot)\\b",
    "\\byou (?:will|must|should|can|may|are) (?:always|never|only|not|now)\\b",
    "\\b(?:illegal|immoral|unethical|nsfw|explicit|profan\\p{L}*|swear|offensive|harmful)\\b",
    "\\byou are (?:an? |the )(?:\\p{L}+ ){0,3}(?:named|called|who|that|which|expert|assistant|writer|character|agent|guidebook|user)\\b",
    "\\byou are [\\p{L}\\d]+, (?:which stands|an?|the|who)\\b",
    "\\b(?:act|respond|speak|write|talk|reply) (?:as|like) (?:an?|the|if|my|you)\\b",
    "\\b(?:my first (?:request|prompt|question|command|message)|say ok|if you understand|do you understand|confirm (?:that you|by)|await(?:ing)? (?:my|your))\\b",
    "\\b(?:understood|prefix|disclaimer|warnings?|apologi[sz]e|i m sorry)\\b",
  ),
  ...strong(
    "secret",
    `${ASK}${TELL}(?: me| us)?(?: \\p{L}+){0,6}? (?:your|our|the (?:users?(?: s)?|admin|system|root|master|secret)) (?:\\p{L}+ ){0,2}?${SECRET}\\b`,
    `\\b(?:what(?: s| is| was| are| would)?|confirm|share) (?:\\p{L}+ ){0,3}?(?:your|our|the) (?:\\p{L}+ ){0,2}?${SECRET}\\b(?=[^.!]{0,60}(?:\\?|$))`,
    `\\b(?:i|we) (?:\\p{L}+ )?need (?:to know )?your ${SECRET}\\b`,
    `\\bconfirm ours\\b|\\bwhat (?:would|could|might) your ${SECRET}`,
    `\\b${TELL}(?: me)?(?: us)? (?:the )?(?:(?:\\p{L}+ ){0,4}(?:users?|clients?|customers?|employees?)(?: s)?|susan s|laura s|\\p{L}+ s) (?:\\p{L}+ )?${PRIVATE}\\b`,
    `\\b(?:where|what|which|can you|could you|tell|give|show|encode|list)\\b(?: \\S+){0,5} (?:the|our|different) (?:users?|customers?|clients?|employees?)(?: s)? (?:\\p{L}+ )?(?:live|${PRIVATE})\\b`,
    `\\b(?:list|names?|details|status) of (?:\\p{L}+ ){0,3}(?:users|customers|employees|clients)(?: in your| and their)\\b|\\bin your database\\b`,
    `\\b(?:using|in|with) (?:\\p{L}+ ){0,3}?\\p{L}+ s ${PRIVATE} in (?:reverse|base64)`,
    `\\b(?:write|spell|say|print|put|encode|translate) (?:the |your |our )?${SECRET} (?:in|as|using|with|back)`,
    `\\bwith the ${SECRET} as\\b`,
    "(?:contraseña|mot de passe|passwort|kennwort|senha|wachtwoord|lösenord|hasło|пароль|パスワード|密码|密碼|비밀번호|كلمة (?:المرور|السر)|şifre|पासवर्ड)\\p{L}*.{0,30}(?:[?？]|geben|dime|dis|donne|教え|告诉|알려|скаж|podaj|أخبر|है)|(?:cuál es|quelle est|quel est|wie lautet|qual é|qual è|dime|donne|gib|geben sie|скажи|告诉我|どこ).{0,30}(?:contraseña|mot de passe|passwort|kennwort|senha|password|пароль|密码)",
    "\\b(?:onde|dónde|où|wo|dove) .{0,12}(?:usuário|usuario|utilisateur|benutzer|utente)\\b",
    "\\b(?:what|which) (?:is|are) (?:the )?(?:word|thing|secret)s? (?:your developers|you (?:were|are) (?:told|instructed|not))",
    "\\bgive me (?:full )?access to your\\b|\\bgive me what you (?:cannot|can t)\\b",
  ),
  ...strong(
    "code",
    "\\binclusion of (?:the |this )?(?:following|subsequent|below|given) (?:code|script)\\b",
    `(?:^|[.!?:;\\n] ?|\\b(?:please|now|also|must|should|by) )(?:\\p{L}+ly )?(?:utili[sz]|employ|leverag|apply|us|run|execut|incorporat|includ|insert|embed|integrat|add|introduc|inject|plac|mak|append|implement|ensur|attach|past|weav|put)(?:e|ing)?\\b(?: \\S+){0,5} (?:following|subsequent|below|given|provided|ensuing) (?:\\p{L}+ )?(?:code|script)(?: (?:snippet|block|section|segment|fragment|portion|sample|piece|excerpt))?\\b`,
  ),
  ...strong(
    "output",
    `(?:^|[.!?:;\\n] ?|\\b(?:please|now|also|and|then|you must|you should) )(?:write|give|provide|format|translate|encode|rewrite|convert|craft|present|deliver|end|begin|start|finish|conclude|modify|enhance|augment|alter|adjust|change|revise|expand|limit|shorten|misspell|reverse|scramble|anagram|shuffle|jumble|replace|remove|capitali[sz]e|group|use|add|append|insert|include|incorporate|integrate|embed|weave|mention|complement|supplement|enrich|improve|make|state|express|phrase|remove|substitute|emphasi[sz]e|recommend|promote|create|pepper|hide|randomi[sz]e|introduce|rearrange|combine|render|display|merge|space|spell|swap|omit|delete|sprinkle|scatter|drop)\\b(?: \\S+){0,14}? (?:in|of|to|from|with|within|into|throughout|as|on)? ?your (?:\\p{L}+ ){0,2}?${ANSWER}\\b`,
    `(?:^|[.!?:;\\n] ?|\\b(?:please|now|also|and|then|you must|you should) )(?:write|give|provide|format|translate|encode|rewrite|convert|craft|present|deliver|end|begin|start|finish|conclude|modify|enhance|augment|alter|adjust|change|revise|expand|limit|reverse|misspell|supplement|enrich) your (?:\\p{L}+ ){0,2}?${ANSWER}\\b`,
    `\\b(?:add|append|insert|place|put) (?:an? |the |some )?(?:\\S+ ){0,12}?(?:at|to) the (?:end|beginning|start) of (?:your|the|every) ${ANSWER}`,
    `(?:^|[.!?:;\\n] ?)(?:(?:anagram|misspell|scramble|reverse|capitali[sz]e|replace|remove|omit|delete|jumble|shuffle) (?:\\p{L}+ ){0,2}?(?:every|each|all|the) (?:\\p{L}+ ){0,2}?(?:words?|letters?|vowels?|consonants?|spaces?|sentences?))\\b`,
    `\\bstart (?:your|every|each) (?:${ANSWER}|sentence) with\\b|\\b(?:respond|reply|answer) (?:only |always )?(?:in|using|with) (?:emojis?|base ?64|rot13|morse|leetspeak|pig latin|reverse)`,
    `\\b(?:ignore|forget) (?:the|this) (?:\\p{L}+ )?(?:and|,) (?:state|say|write|repeat|output)\\b|\\b(?:might|let s|let us) (?:state|admit|say)\\b.{0,40}\\b(?:llm|instead|capital|the (?:sum|total|output|answer))`,
    `(?:^|[.!?:;\\n] ?)(?:in|throughout|within|at the (?:end|beginning|start) of) your ${ANSWER},? (?:please |also |always )?(?:suggest|mention|tease|recommend|include|add|promote|link|encourage|urge|use|hint|claim|say|state|insert|persuade|convince|advertise|direct|refer|provide|ask)`,
    `\\b(?:use|using) base ?\\d+ (?:to|for|in)\\b|\\brender (?:your|the) (?:message|reply|answer)`,
    "(?:^|[.!?:;,\\n] ?)(?:replace|swap|substitute) (?:vowels|letters|words|consonants|numbers|spaces) with",
    "\\b(?:repeat|print|print out|output|list|reveal) (?:all |the |all the )?instructions\\b",
    "\\b(?:regardless of|instead of|despite) (?:the )?(?:previous|above|prior) (?:tasks?|questions?|content)",
    "\\b(?:combine|concatenate|join) [a-z](?:, ?[a-z])*,? and [a-z]\\b|\\bpart 1 is [\"'].{0,200}part 2 is",
    "\\bactually, can you\\b|\\bforget about (?:that|it|this), (?:can|could|please)",
  ),
  ...strong("filler", "(?<!\\p{L})(\\p{L}{2,20})(?: \\1){7,}(?!\\p{L})"),
];
