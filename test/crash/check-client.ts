import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { Diary } from "./diary.ts";

/**
 * What the clients of one session saw, held against its final log: invariants I2, I3, I4, I5 and I6, and that nothing acknowledged was lost. Returns every
 * violation as a sentence.
 */
export function checkClient(diary: Diary, log: readonly PublicEvent[]): string[] {
  const violations = [...checkLog(log), ...checkAcks(diary, log), ...checkRefusals(diary, log), ...checkConnections(diary, log)];
  return violations.map((violation) => `${diary.session_id}: ${violation}`);
}

/** I3, I4 and the gaplessness of I5, on the log alone. */
function checkLog(log: readonly PublicEvent[]): string[] {
  const violations: string[] = [];
  let index = 0;
  let drafts = 0;
  let wasApproved = true;
  for (const [at, event] of log.entries()) {
    if (event.seq !== at + 1) violations.push(`I5 event ${at + 1} of the log has seq ${event.seq}`);
    if (event.type === "reply_evaluated" && event.should_advance) index += 1;
    if (event.type === "tutor_drafted") drafts += 1;
    if (event.type === "draft_reviewed") wasApproved = event.approved;
    if (event.type !== "tutor_delivered") continue;
    if (event.node_index !== index) violations.push(`I3 seq ${event.seq} teaches node ${event.node_index} after ${index} advances`);
    if (drafts > 4) violations.push(`I4 the message at seq ${event.seq} took ${drafts} drafts`);
    if (event.reviewed !== wasApproved)
      violations.push(`I4 seq ${event.seq} says reviewed: ${event.reviewed}, its review said ${wasApproved}`);
    if (!event.reviewed && drafts < 4) violations.push(`I4 seq ${event.seq} went out unapproved after ${drafts} drafts`);
    drafts = 0;
  }
  const last = log.at(-1)?.type;
  if (last !== "session_completed" && last !== "session_abandoned")
    violations.push(`I2 the session stands at ${last} and did not reach its end`);
  if (log.filter(({ type }) => type === "session_completed" || type === "session_abandoned").length > 1)
    violations.push("I2 the session ended twice");
  return violations;
}

const ANSWERS: ReadonlySet<PublicEvent["type"]> = new Set(["tutor_delivered", "session_completed", "session_abandoned"]);

/** Every acknowledgement names the place of its message in the log, repeated ones the same, and what was acknowledged is answered exactly once. */
function checkAcks({ acks, sent }: Diary, log: readonly PublicEvent[]): string[] {
  const violations: string[] = [];
  const places = new Map<string, number>();
  for (const { message_id, seq } of acks) {
    const place = places.get(message_id);
    if (place !== undefined && place !== seq) violations.push(`I1 ${message_id} was acknowledged at ${place} and at ${seq}`);
    places.set(message_id, seq);
  }
  for (const [message_id, seq] of places) {
    const event = log[seq - 1];
    if (!event || !("message_id" in event) || event.message_id !== message_id) {
      violations.push(`the acknowledged message ${message_id} is not at seq ${seq}`);
      continue;
    }
    const command = sent.get(message_id);
    if (command?.type === "reply" && !(event.type === "learner_replied" && event.text === command.text))
      violations.push(`I6 ${message_id} was stored with other words`);
    if (event.type === "hint_delivered" || event.type === "session_abandoned") continue;
    const rest = log.slice(seq);
    const isAnswered = rest.some(({ type }) => ANSWERS.has(type));
    const verdicts = rest.filter((later) => later.type === "reply_evaluated" && later.message_id === message_id).length;
    const isLeft = log.at(-1)?.type === "session_abandoned";
    if (!isAnswered) violations.push(`I2 ${message_id} was acknowledged and never answered`);
    if (event.type === "learner_replied" && verdicts !== 1 && !(isLeft && verdicts === 0))
      violations.push(`I2 ${message_id} was judged ${verdicts} times`);
  }
  return violations;
}

/** These learners do nothing that could be refused, but to ask for one hint too many and to speak when somebody, perhaps they themselves, has ended the session. */
function checkRefusals({ refusals }: Diary, log: readonly PublicEvent[]): string[] {
  return refusals.flatMap(({ message_id, code }) => {
    const isRecorded = log.some((event) => "message_id" in event && event.message_id === message_id);
    const isDue = code === "hints_exhausted" || code === "wrong_phase";
    return isRecorded || !isDue
      ? [`I1 ${message_id ?? "the session"} was refused with ${code}${isRecorded ? " although it is recorded" : ""}`]
      : [];
  });
}

/** I5 and I6: every connection got the events after its `since`, each once, in order, and each the same as in the log. */
function checkConnections({ connections }: Diary, log: readonly PublicEvent[]): string[] {
  const violations: string[] = [];
  const stored = log.map((event) => JSON.stringify(event));
  for (const [at, { since, events, by }] of connections.entries()) {
    for (const [place, event] of events.entries()) {
      const wanted = since + 1 + place;
      if (event.seq !== wanted) {
        violations.push(`I5 ${by} ${at + 1}, opened after ${since}, got seq ${event.seq} where ${wanted} was due`);
        break;
      }
      if (JSON.stringify(event) !== stored[event.seq - 1]) violations.push(`I6 what was shown as seq ${event.seq} is not what is stored`);
    }
  }
  return violations;
}
