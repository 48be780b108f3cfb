/** What a reply does, as far as words show it. Each cue is counted, not judged: what it is worth has been learned from rated replies. */
export const CUES = {
  lets: /\blet['’]?s\b|\blet us\b/gi,
  try: /\b(?:try|retry|give it (?:a|another) (?:go|try)|again)\b/gi,
  check: /\b(?:re-?|double[- ]?)?check(?:ing)?\b|\bverify\b|\breview\b|\brevisit\b|\breconsider\b|\brethink\b|\bre-?read\b/gi,
  calculate: /\b(?:re-?)?(?:calculate|calculating|compute|solve|work(?:ing)? out|figure out)\b/gi,
  operate: /\b(?:add|subtract|multiply|divide|convert|round|compare|count|simplify|distribute|factor|split)(?:ing)?\b/gi,
  think: /\bthink(?:ing)? about\b|\bconsider(?:ing)?\b|\bhow about\b|\bwhat if\b|\bimagine\b/gi,
  remember: /\bremember\b|\brecall\b|\bkeep in mind\b|\bdon['’]t forget\b|\bnote that\b/gi,
  look: /\b(?:look(?:ing)?|go(?:ing)?|take)\b(?: \w+){0,2} (?:back|again|closer|look|another|step)\b|\blook(?:ing)? at\b/gi,
  explain: /\b(?:explain|describe|show me|tell me|talk me|walk me|walk through|share)\b/gi,
  request: /\b(?:can|could|would|will) you\b|\bplease\b|\byou (?:can|could|should|need to|must|have to)\b/gi,
  toFind: /\bto (?:find|see|get|figure|determine|calculate|make sure|identify)\b/gi,
  hedge:
    /\b(?:maybe|might|may|perhaps|possibly|seems?|looks like|sounds like|appears?|i think|almost|a bit|little|slight(?:ly)?|small)\b/gi,
  contrast: /\b(?:but|however|although|though|instead|rather|yet|while)\b/gi,
  negative:
    /\b(?:not quite|not exactly|incorrect(?:ly)?|wrong(?:ly)?|mistaken?(?:ly)?|mistakes?|errors?|mis(?:understand|understood|understanding|interpret\w*|calculat\w*|read|counted|sed)|mix(?:ed)?[- ]up|confus\w+|oversight|overlook\w*|forg[eo]t\w*|missed|missing|slip|careful|off)\b/gi,
  denial: /\b(?:no|not|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|wasn['’]t|can['’]t|cannot|never|without)\b/gi,
  notThat: /\bnot (?:just )?\$?\d|\b(?:instead of|rather than)\b/gi,
  actually: /\bactually\b|\bin fact\b/gi,
  should: /\b(?:should|would|supposed to) (?:be|have|only|also|not)\b|\bneeds? to be\b/gi,
  close:
    /\b(?:close|right track|getting there|nearly|almost|partially|good (?:try|attempt|start|effort|thought)|great (?:try|attempt|start|effort|thought)|nice (?:try|start))\b/gi,
  praise:
    /\b(?:great|good|excellent|perfect|fantastic|amazing|awesome|wonderful|well done|nice|brilliant|love|impressive|congratulations|proud|fun)\b/gi,
  affirm: /\b(?:correct(?:ly)?|exactly|absolutely|right|yes|yep|indeed|that['’]s it|agreed|sure)\b/gi,
  thanks: /\b(?:appreciate|thank|thanks|glad|happy|understand (?:your|that|where|how)|i see|i like|i can see)\b/gi,
  encourage:
    /\b(?:keep (?:going|up|it up|practi[cs]ing|trying)|you(?:['’]re| are) (?:doing|so|almost|very|getting)|you can do|you got this|don['’]t worry|no problem|no worries|it['’]s okay|that['’]s okay|effort)\b/gi,
  nextThing:
    /\b(?:next (?:problem|question|step|one|topic)|move on|moving on|another (?:one|example|problem|question)|continue|practi[cs]e|explore|further|more examples|skills?|enhance)\b/gi,
  together: /\b(?:together|we|us|our)\b/gi,
  you: /\byou(?:r|rs|['’]ve|['’]re)?\b/gi,
  i: /\bi(?:['’](?:m|d|ll|ve))?\b/gi,
  step: /\bsteps?\b|\bfirst\b|\bthen\b|\bnext\b|\bfinal(?:ly)?\b|\bstart(?:ing)?\b|\bpart\b/gi,
  reason: /\b(?:because|since|so|therefore|thus|means|that way|as)\b/gi,
  term: /\b(?:called|known as|definition|means?|formula|rule|represents?|stands for)\b/gi,
  answer: /\b(?:the (?:correct |right |final )?(?:answer|total|result|sum|product|value|solution))\b/gi,
  problem: /\b(?:problem|question|equation|calculation|expression)\b/gi,
  hint: /\b(?:hint|clue|tip)\b/gi,
  yourWork: /\byour (?:answer|calculation|work|solution|equation|reasoning|thinking|approach|thought|explanation|total|step|math)\w*/gi,
  youDid:
    /\byou(?:['’]ve| have)? (?:\w+ly )?(?:added|subtracted|multiplied|divided|calculated|found|counted|said|wrote|got|used|made|did|took|assumed|identified|forgot|missed|started|solved|included|converted|mixed|set|have|had)\b/gi,
  script: /#|\b(?:tutor|student|teacher|user|assistant|ai)\s*:|\n/gi,
  quotation: /["“”]/g,
  exclaim: /!/g,
} as const satisfies Readonly<Record<string, RegExp>>;

/** Kinds of questions, read from each sentence that ends with a question mark. */
export const QUESTIONS = {
  how_many: /\bhow (?:many|much|long|far|old|often)\b/i,
  how_why: /\b(?:why|how (?!many|much|long|far|old|often))\b/i,
  what: /\b(?:what|which|where|who|when)\b/i,
  can_you: /\b(?:can|could|would|will|shall) (?:you|we|i)\b/i,
  closed:
    /^\W*(?:(?:so|and|but|now|or|then|okay|ok|well)\b\W*)*(?:is|are|do|does|did|have|has|had|was|were|isn['’]t|don['’]t|doesn['’]t|should)\b/i,
  empty:
    /\b(?:make sense|do you (?:get|understand|see|follow|agree)|ready|okay|any questions|are you sure|right\?|got it|would you like)\b/i,
} as const satisfies Readonly<Record<string, RegExp>>;
