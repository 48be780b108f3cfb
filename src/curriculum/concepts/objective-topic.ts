const ASKS =
  "explain|describe|say|tell|understand|know|learn|name|list|define|discuss|state|identify|recall|outline|summari[sz]e|recogni[sz]e|appreciate|interpret";
/** What teachers write before the deed itself: "By the end of this lesson, students will be able to …". */
const PREAMBLE = new RegExp(
  [
    String.raw`^(?:(?:by|at) the end of (?:this|the) \S+,?\s+|after this \S+,?\s+)?`,
    String.raw`(?:(?:(?:the )?(?:students?|learners?|pupils?|participants?|you|i|we) (?:will be able to|should be able to|are able to|am able to|can|will|should|want to|would like to)|be able to|to)\s+)?`,
    String.raw`(?:i (?=(?:${ASKS})\b))?`,
  ].join(""),
  "i",
);
const ABOUT = new RegExp(
  String.raw`^(?:(?:${ASKS})(?:,? in (?:your|their|my|our) own words,?)?\s+(?:about\s+)?|find out\s+(?:about\s+)?|(?:be|become|get|being) (?:familiar|acquainted) with\s+|(?:be|become|being) aware of\s+|(?:gain|have|get) (?:an? )?(?:insights?|understanding) (?:in)?(?:to|of)\s+|(?:show|demonstrate|develop) (?:an? )?(?:understanding|knowledge) of\s+)(\S.{3,})$`,
  "i",
);
/** "Learn to score a loaf", "learn how to …": the deed is what it is about. */
const LEARN_TO = /^(?:learn|know|understand|discover)\s+(?:how\s+)?to\s+(?=\S)/i;
/** A second task in the same line makes nonsense of a name without the first verb. */
const MORE_TASKS = new RegExp(String.raw`\band\s+(?:${ASKS})\s`, "i");
/** "Define roles and describe how they change": two things to learn in one line. */
const SECOND_TASK = new RegExp(
  String.raw`[,;]?\s+and\s+(?=(?:${ASKS}|compare|distinguish|apply|compute|calculate|solve|give|analy[sz]e)\s)`,
  "i",
);
/** What points back cannot stand alone. */
const POINTS_BACK = /\b(?:it|its|they|them|their|this|these|those|each|both)\b/i;

/** An objective without what stands before the deed: "Students will be able to name the parts" is "Name the parts". Never empty. */
export function taskOf(objective: string): string {
  const bare = objective.replace(PREAMBLE, "").trim();
  return bare === "" ? objective : capitalised(bare);
}

/** What an objective is about: "Explain why dough must rest" is about "Why dough must rest". One that begins in no known way is left as its task. */
export function topicOf(objective: string): string {
  const task = taskOf(objective);
  if (LEARN_TO.test(task)) return capitalised(task.replace(LEARN_TO, ""));
  const [, about] = ABOUT.exec(task) ?? [];
  return about === undefined || MORE_TASKS.test(about) ? task : capitalised(about);
}

/** With a capital; a word that has one inside ("pH", "iPhone") stays as it is. */
function capitalised(text: string): string {
  return /^\p{Ll}\S*\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** An objective that asks two things, as two objectives, where the second can stand alone. */
export function splitTasks(objective: string): string[] {
  const [first = "", second, more] = objective.split(SECOND_TASK);
  if (second === undefined || more !== undefined || POINTS_BACK.test(second) || first.split(/\s+/).length < 2) return [objective];
  return [first, second.charAt(0).toUpperCase() + second.slice(1)];
}
