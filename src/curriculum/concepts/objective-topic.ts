const ASKS =
  "explain|describe|say|tell|understand|know|learn|name|list|define|discuss|state|identify|recall|outline|summari[sz]e|recogni[sz]e|appreciate|interpret";
const ABOUT = new RegExp(
  String.raw`^(?:(?:be able to|you (?:can|will be able to)|i (?:can|want to)|learn (?:how )?to|to)\s+)?(?:${ASKS})\s+(?:about\s+)?(\S.{3,})$`,
  "i",
);
/** "Define roles and describe how they change": two things to learn in one line. */
const SECOND_TASK = new RegExp(
  String.raw`[,;]?\s+and\s+(?=(?:${ASKS}|compare|distinguish|apply|compute|calculate|solve|give|analy[sz]e)\s)`,
  "i",
);
/** What points back cannot stand alone. */
const POINTS_BACK = /\b(?:it|its|they|them|their|this|these|those|each|both)\b/i;

/** What an objective is about: "Explain why dough must rest" is about "Why dough must rest". One that begins in no known way is left as it is. */
export function topicOf(objective: string): string {
  const [, about] = ABOUT.exec(objective) ?? [];
  return about === undefined ? objective : about.charAt(0).toUpperCase() + about.slice(1);
}

/** An objective that asks two things, as two objectives, where the second can stand alone. */
export function splitTasks(objective: string): string[] {
  const [first = "", second, more] = objective.split(SECOND_TASK);
  if (second === undefined || more !== undefined || POINTS_BACK.test(second) || first.split(/\s+/).length < 2) return [objective];
  return [first, second.charAt(0).toUpperCase() + second.slice(1)];
}
