/**
 * How people tell a grader what to do, in the languages that learners' replies come in. Each phrase needs the verb and its object together, so that
 * subject matter ("the leader advances the commit index", "ignore the remainder") is left alone. Applied to lower-case, plainly spelt text.
 */

const RULES =
  "(?:instructions?|prompts?|rules?|guidelines?|directives?|rubrics?|criteria|restrictions|programming|orders|constraints|polic(?:y|ies)|commands?|system message)";
const WHOSE =
  "(?:(?:all|any|every|each|the|your|my|our|of|those|these|other|previous|previously|prior|above|earlier|preceding|initial|original|existing|current|old|past|given|system|grading|marking|safety|last|and|or|key|answer|hidden) ){1,6}";
const RIGHT =
  "(?:correct|right|true|full (?:marks?|credit|points?|score)|passed|passing|pass|complete|completed|mastered|perfect|excellent|accepted|success(?:ful)?|100|a\\+|10/10|5/5|an? a)";
const MARK =
  "(?:mark|grade|score|rate|count|accept|evaluate|judge|consider|treat|label|classify|assess|record|report|deem|register|flag|return|set|output|respond|reply|answer|say)";
const MINE =
  "(?:me|this|that|it|everything|anything|all|(?:this|my|the|that|every|each|any|all|all of my|the (?:student|learner|user)s?|(?:student|learner)s?) (?:\\p{L}+ )?(?:answers?|repl(?:y|ies)|responses?|submissions?|attempts?|evaluations?|verdicts?|results?|questions?|nodes?|work|input|text|student|learner))";
/** Where an imperative can stand: not after a subject ("I consider this correct"). */
const ORDER =
  "(?:^|[.!?:;,\"'()\\[\\]{}>*_-] ?|\\n|\\b(?:please|pls|now|just|then|and|must|should|to|simply|instead|so|always|kindly|can you|could you|will you|you|would you|have to|going to|ai|evaluator|grader|tutor) )";

const english = [
  `${ORDER}(?:ignore|ignoring|disregard|forget|override|bypass|overwrite|discard|neglect|violate|abandon) ${WHOSE}?${RULES}\\b(?<!the (?:rule|command|order|instruction|constraint|policy))`,
  `${ORDER}(?:ignore|disregard|forget|override) (?:(?:all|any|the|everything) )*(?:above|previous|prior|earlier)(?: (?:and|then|inputs?|messages?|text|context|conversation|turns?)\\b|[.,!:]|$)`,
  `${ORDER}forget (?:everything|all|anything|what) (?:that )?(?:you|i|we) (?:\\p{L}+ ){0,2}?(?:learned|learnt|know|knew|said|told|taught|instructed|read)\\b`,
  `${ORDER}(?:ignore|disregard|forget|override|bypass) (?:everything|anything|all|what(?:ever)?) (?:that )?(?:(?:you|i|we|they) (?:were|was|have been|had been|ve been|are|got|said|told|wrote) ?(?:told|taught|given|instructed|asked|said)?|(?:said |written |stated )?(?:above|before this|previously|prior|so far|earlier))`,
  `${ORDER}(?:ignore|disregard|forget|override|bypass) (?:the |your |my |any |all )*(?:answer key|reference answer|key points|marking scheme|rubric|misconceptions?|system prompt|context above|text above|previous (?:text|conversation|messages?|context)|above (?:text|instructions?|context))`,
  `${ORDER}(?!say |answer |reply )${MARK} ${MINE} (?:\\p{L}+ ){0,3}?(?:(?:as|to|is|was|be|with|=) )?(?:being |fully |completely |always |an? |the )*${RIGHT}\\b(?! (?:because|side|hand|child|branch|angle|subtree|half|neighbou?r|pointer|node|if|when|iff))`,
  `${ORDER}(?:say|tell|confirm|agree|respond|reply|answer|output|print|return|write|claim)(?: to)?(?: me| them| the (?:student|learner|tutor|system))?(?: that)?(?: with)? (?:i|it|this|that|my answer|the (?:student|learner|answer|reply))(?: is| am| was| ?'?m| got it| answered)+ (?:\\p{L}+ ){0,2}?${RIGHT}\\b`,
  `${ORDER}(?:respond|reply|answer|output|return|print)(?: only| just| always)*(?: with| using)? (?:only |just |exactly |the word |the json |json )*["'{[]* ?(?:correct\\b|should advance|evaluation|user intent|verdict)`,
  `\\b(?:you|evaluator|grader|the (?:evaluator|grader|tutor|ai|model|system)) (?:must|should|shall|have to|has to|need to|needs to|will|are required to|is required to|are to|is to|can now|may now) (?:\\p{L}+ ){0,2}?(?:mark|grade|pass (?:me|this|the (?:student|learner))|(?:accept|approve) (?:(?:this|my|the|any|every|all) (?:answer|repl|response|attempt)|it as|me\\b|whatever)|advance (?:me|this|the (?:student|learner|session))|score|award|let me|say (?:it|this|that)|return (?:correct|true|should)|agree with (?:me|everything)|comply|obey|output (?:correct|true)|evaluate (?:this|me|it|my) as)\\b`,
  `\\b(?:give|award|grant|assign|hand) (?:me|this|it|my (?:answer|reply|response)|the (?:student|learner)) (?:(?:a|an|the|full|top|maximum|max|all|some|perfect|highest|extra|passing) ){1,3}(?:marks?|credit|points?|score|grade|pass|100|10/10|a\\+|verdict|evaluation)`,
  `${ORDER}(?:advance|pass|promote|approve) (?:me|the (?:student|learner|user|session)|this (?:student|learner|answer|reply|attempt))\\b(?! the)`,
  `${ORDER}(?:let|move|take|send|bring) me (?:pass|through|advance|proceed|on to the next|to the next (?:node|step|level|stone)|to the end)\\b`,
  `\\b(?:should[ _]advance|user[ _]intent|key[ _]points[ _]met|missing[ _]cue|guidance[ _]for[ _]tutor|misconception[ _]id|current[ _]index)\\b`,
  `["']?(?:evaluation|verdict|grade|score|correctness|result)["']? ?(?:[:=]|:=) ?["']?(?:correct|true|pass(?:ed)?|100|1\\.0|full|advance)\\b`,
  `\\b(?:you(?: are|'?re| re) now (?:an?|the|my|in|going|acting|called|free|dan|chatgpt|no longer|unrestricted|required)\\b|from now on,? (?:you|act|respond|answer|mark|grade|every|all|i am)|pretend (?:that )?(?:you|to be (?:an?|the|my))|act as (?:if (?:you|i|my|this|the answer)|my (?:grader|teacher|tutor|friend|grandma)|an? (?:ai|grader|teacher|tutor|evaluator|assistant|lenient|language model|unrestricted|helpful|linux|different)|chatgpt|dan\\b)|you (?:will|are going to|shall|must) (?:now )?(?:act as|pretend|role ?play|be acting)|role ?play as|developer mode|do anything now|dan mode|stay in character|sudo (?:mode|mark|pass|grade|advance)|admin(?:istrator)? (?:mode|override|access)|override code|debug mode|god mode|maintenance mode|test mode (?:on|enabled|is))`,
  `\\b(?:as an ai|as a language model|you are an? (?:ai|language model|large language model|grader|grading|evaluator|helpful assistant|lenient|chatbot)|you are (?:chatgpt|gpt|claude|gemini|llama))\\b`,
  `\\b(?:note|message|attention|memo|instructions?|notice|hint|request|command|dear|hey|hello|hi|listen|psst)(?: (?:to|for))?(?: the| all| any| you| my| dear)*,? (?:evaluator|grader|grading (?:system|model|ai|bot)|ai|llm|language model|chatgpt|gpt|assessor|auto ?grader|marker|examiner|reviewing model|reviewer)\\b`,
  `\\b(?:this|my|the|that) (?:answer|reply|response|submission|attempt) (?:has|have|was|is|had)(?: already| been| now| officially| pre)* (?:verified|approved|validated|pre ?approved|confirmed|whitelisted|authori[sz]ed|certified|accepted|graded|marked)\\b`,
  `\\b(?:i am|i m|im|this is|as|speaking as) (?:the|your|a|an) (?:course |real |actual |system |lead )*(?:teacher|admin|administrator|developer|instructor|creator|author|professor|operator|supervisor|owner|engineer)\\b.{0,80}\\b(?:correct|advance|pass|authori[sz]e|override|approve|mark|accept|grade|full marks)\\b`,
  `\\b(?:reveal|print|repeat|show|output|display|leak|expose|tell me|give me|dump|recite|what is|what are|what s)(?: me| us)?(?: all| of| out)*(?: your| the)? (?:(?:full|hidden|secret|exact|entire|original|initial|internal) )*(?:system prompt|system message|initial (?:prompt|instructions)|prompt above|instructions above|your instructions|hidden (?:prompt|instructions|key|answer)|answer key|reference answer|grading (?:rubric|criteria|prompt)|marking scheme|key points|(?:evaluator|grader)(?: s)? (?:prompt|key|instructions))`,
  "\\b(?:do not|don t|dont|never|stop|no need to|refrain from) (?:evaluat|grad|judg|assess|follow|check|apply|us|obey)(?:e|ing|ging)? (?:this|my|the|your|any)? ?(?:answer|reply|rubric|key|instructions?|rules|guidelines|criteria|response|previous|system)",
  "\\b(?:new|updated|revised|additional|important|real|actual|system|special) (?:system )?(?:instructions?|rules?|directives?|prompt|task|polic(?:y|ies)) ?(?::|for the (?:grader|evaluator|ai|model)|(?:are|is) (?:as follows|to|that you|now))",
  "\\b(?:system|admin|security|developer|emergency) (?:override|notice|alert|update|message|prompt)\\b ?[:!-]",
  "\\bend of (?:the )?(?:learner|student|user|data|answer|reply|input|transcript|untrusted)(?: s)?(?: \\p{L}+)? ?(?:[.:!\\]-]|$)",
];

/** Verb and object of an order to ignore rules, and of an order to call something right; one pair a language. */
const other = [
  // de
  "(?:ignorier|vergiss|vergess|missacht|überschreib|umgeh)\\p{L}* .{0,40}?(?:anweisung|instruktion|regel|vorgabe|befehl|prompt|bewertungs|oben|bisherig|vorherig)",
  "(?:bewerte|markier|werte|akzeptier|beurteil|stufe|kennzeichne|setz|gib|erklär)\\p{L}* .{0,50}?(?:richtig|korrekt|bestanden|volle punkt|als wahr|volle punktzahl)",
  "\\bdu bist (?:jetzt|nun|ab jetzt|ab sofort)\\b|\\blass mich (?:weiter|bestehen|durch)",
  // fr
  "(?:ignore[rz]?|oublie[rz]?|ne tiens pas compte|ne tenez pas compte|fais abstraction|contourne) .{0,40}?(?:instructions?|consignes?|règles?|directives?|ordres|précédent|ci-dessus)",
  "(?:marque|note|compte|évalue|considère|accepte|valide|juge|déclare|mets|donne)[rz]?(?: |-).{0,50}?(?:correcte?s?|justes?|bonnes? réponse|comme vraie?|bonne\\b|tous les points|note maximale)",
  "\\b(?:tu es|vous êtes) (?:maintenant|désormais)\\b|\\bfais-moi (?:passer|avancer)",
  // es
  "(?:ignora|olvida|omite|descarta|desatiende|haz caso omiso)\\p{L}* .{0,40}?(?:instrucci|reglas|indicaciones|órdenes|ordenes|anteriores|directrices)",
  "(?:marca|califica|evalúa|evalua|considera|acepta|valora|ponme|dame|pon|da) .{0,50}?(?:correct[oa]s?|como (?:buena|bien)|aprobad|verdader|máxima|puntuación completa|puntos)",
  "\\b(?:ahora eres|a partir de ahora)\\b|\\bdéjame (?:pasar|avanzar)",
  // it
  "(?:ignora|dimentica|scorda|trascura|scarta)\\p{L}* .{0,40}?(?:istruzioni|regole|indicazioni|direttive|precedenti|comandi)",
  "(?:segna|valuta|considera|accetta|contrassegna|giudica|dammi|metti)\\p{L}* .{0,50}?(?:corrett|giust[ao]|esatt|promoss|punteggio pieno|massimo)",
  "\\b(?:ora sei|adesso sei|d'ora in poi|fammi (?:passare|avanzare))\\b",
  // pt
  "(?:ignor[ea]|esque[çc][ae]|desconsidere|descarte)\\p{L}* .{0,40}?(?:instruç|regras|comandos|anteriores|orientaç|diretrizes)",
  "(?:marque|marca|avalie|considere|aceite|classifique|julgue|dê|me dê) .{0,50}?(?:corret[ao]s?|como cert[ao]|verdadeir|nota máxima|pontuação (?:total|máxima)|aprovad)",
  "\\b(?:agora você é|a partir de agora)\\b|\\bme deixe (?:passar|avançar)",
  // nl
  "(?:negeer|vergeet|sla .{0,10}over|overschrijf) .{0,40}?(?:instructies|regels|aanwijzingen|opdrachten|bovenstaande|vorige)",
  "(?:markeer|beoordeel|keur|reken|accepteer|geef|noteer) .{0,50}?(?:juist|correct\\b|goed\\b|geslaagd|volle punten)",
  // pl
  "(?:zignoruj|ignoruj|zapomnij|pomiń) .{0,40}?(?:instrukcj|polece|zasad|wytyczn|poprzedni)",
  "(?:oznacz|uznaj|oceń|zalicz|zaakceptuj) .{0,50}?(?:poprawn|prawidłow|zaliczon|dobr)",
  // sv, da, no
  "(?:ignorera|ignorer|glöm|glem|bortse från|se bort fra) .{0,40}?(?:instruktion|instruks|regler|anvisning)",
  "(?:markera|marker|bedöm|bedøm|räkna|godkänn|godkend|godkjenn) .{0,50}?(?:rätt|korrekt|rigtig|riktig)",
  // tr
  "(?:önceki|yukarıdaki|tüm|bütün) .{0,30}?(?:talimat|komut|kural|yönerge)\\p{L}* .{0,15}?(?:yok say|unut|görmezden|dikkate alma)",
  "(?:cevab|yanıt|bunu)\\p{L}* .{0,30}?(?:doğru|tam puan).{0,15}?(?:işaretle|say|kabul|değerlendir|ver)",
  // ru, uk
  "(?:игнорируй|проигнорируй|забудь|не обращай внимания|отмени|ігноруй|забудь)\\p{L}* .{0,40}?(?:инструкци|правил|указани|команд|предыдущ|інструкці|вказівк|попередн)",
  "(?:отметь|оцени|засчитай|поставь|считай|прими|признай|познач|зарахуй|оціни)\\p{L}* .{0,50}?(?:правильн|верн|зач[её]т|максимальн|высш|вірн|балл|балів)",
  "\\bты теперь\\b|(?<!\\p{L})ты теперь(?!\\p{L})",
  // zh
  "(?:忽略|无视|無視|忽視|忽视|忘记|忘記|忘掉|不要理会|绕过).{0,15}?(?:指令|指示|说明|說明|規則|规则|提示|要求|命令|内容|內容)",
  "(?:标记|標記|判定?|评|評|算|标|視|视|给|給|打|认定|認定|当作|當作).{0,15}?(?:正确|正確|满分|滿分|通过|通過|对的|對的|为对|及格)",
  "(?:你现在是|從現在起|从现在起|从现在开始|让我(?:通过|前进|过关))",
  // ja, ko
  "(?:指示|命令|ルール|プロンプト|規則|設定).{0,12}?(?:無視|忘れ|破棄)",
  "(?:正解|正しい|満点|合格).{0,8}?(?:として|と|に).{0,8}?(?:マーク|判定|採点|評価|扱|して|し(?:ろ|なさい))",
  "(?:지시|명령|규칙|지침|프롬프트).{0,12}?(?:무시|잊)",
  "(?:정답|맞은|맞는|만점|통과).{0,12}?(?:처리|표시|채점|평가|해\\s?줘|하세요|해라)",
  // ar, fa, hi
  "(?:تجاهل|انس|انسى|تخط|نادیده).{0,40}?(?:التعليمات|تعليمات|الأوامر|القواعد|دستور)",
  "(?:اعتبر|ضع علامة|قيّم|قيم|صحح|سجل|امنح).{0,40}?(?:صحيح|صحيحة|كاملة|الدرجة)",
  "(?:निर्देश|नियम|आदेश)\\S* .{0,20}?(?:अनदेखा|भूल|नज़रअंदाज|नजरअंदाज|उपेक्षा)",
  "(?:उत्तर|जवाब|इसे).{0,25}?(?:सही|पूरे अंक).{0,15}?(?:चिह्नित|मान|करो|करें|दो|दें)",
  // id, vi
  "(?:abaikan|lupakan) .{0,40}?(?:instruksi|perintah|aturan|petunjuk)",
  "(?:tandai|nilai|anggap|beri) .{0,40}?(?:benar|nilai penuh|lulus)",
  "(?:bỏ qua|quên) .{0,40}?(?:hướng dẫn|chỉ dẫn|quy tắc|lệnh)",
  "(?:đánh dấu|chấm|coi|cho) .{0,40}?(?:là đúng|điểm tối đa|đúng hết)",
];

/** Any of them in a plainly spelt, lower-case text. */
export const INSTRUCTION = [...english, ...other].map((phrase) => new RegExp(phrase, "u"));

/** Marks of a prompt's own structure; read in the text as it was written. */
export const STRUCTURE = [
  /<\s*\/?\s*\|?\s*(?:system|assistant|developer|instructions?|im_start|im_end|endoftext|evaluator|tutor|learner|reply|learner_reply|untrusted|prompt|grading)\b[^>\n]{0,40}\|?\s*>/iu,
  /\[\/?\s*(?:INST|SYSTEM|SYS|ASSISTANT|ADMIN|DEVELOPER)\s*\]|<<\/?SYS>>|<\|[^|\n]{1,40}\|>/u,
  /^[ \t>#*_-]{0,20}(?:system|assistant|developer|evaluator|grader)(?:\s+(?:message|prompt|note|instruction))?\s*[*_]*\s*:.{0,200}\b(?:you|your|mark|correct|advance|ignore|override|grade|learner|student|answer|evaluation|verdict|pass|accept)/imsu,
  /^[ \t]{0,8}#{2,6}\s{0,4}(?:system|instructions?|new instructions?|response|assistant|end)\b/imu,
  /\b(?:BEGIN|END|START)[ _](?:OF[ _])?(?:SYSTEM|PROMPT|INSTRUCTIONS?|DATA|LEARNER|USER|UNTRUSTED|REPLY|ADMIN)\b/u,
];
