import type { ComponentChildren, JSX } from "preact";
import type { PublicEvaluation } from "../../src/protocol/public-event.schema.ts";
import { Markdown } from "./markdown.tsx";
import { text } from "./text.ts";

/** What the evaluator says, the learner's own words first. A question or being stuck is no attempt and gets one quiet line. */
export function VerdictCard({ verdict, lang }: { verdict: PublicEvaluation; lang: string | undefined }): JSX.Element {
  const heading = text.verdict.heading(verdict);
  const isAttempt = verdict.user_intent === "attempt_answer" && verdict.advance_reason !== "set_aside";
  if (!isAttempt) {
    return (
      <div class="verdict quiet" role="group" aria-label={text.verdict.label}>
        <p>{heading}</p>
        <Rows verdict={verdict} lang={lang} />
      </div>
    );
  }
  const tone = verdict.unverified ? "unverified" : verdict.evaluation === "correct" ? "correct" : "again";
  return (
    <div class={`verdict ${tone}`} role="group" aria-label={text.verdict.label}>
      <p class="tag">{heading}</p>
      <Rows verdict={verdict} lang={lang} />
    </div>
  );
}

function Rows({ verdict, lang }: { verdict: PublicEvaluation; lang: string | undefined }): JSX.Element | null {
  const rows: [name: string, body: ComponentChildren][] = [];
  const say = (source: string) => <Markdown source={source} lang={lang} />;
  if (verdict.quoted)
    rows.push([
      text.verdict.you_wrote,
      <div dir="auto">
        <q>{verdict.quoted}</q>
      </div>,
    ]);
  if (verdict.right.length > 0) rows.push([text.verdict.right, verdict.right.map(say)]);
  if (verdict.confirm) rows.push([text.verdict.why, say(verdict.confirm)]);
  if (verdict.misconception) rows.push([text.verdict.mix_up, say(verdict.misconception)]);
  if (verdict.missing_cue) rows.push([text.verdict.look_again, say(verdict.missing_cue)]);
  if (verdict.unverified && verdict.advance_reason !== "set_aside") rows.push(["", text.verdict.unverified]);
  if (rows.length === 0) return null;
  return (
    <dl>
      {rows.map(([name, body]) => (
        <div class={name === "" ? "aside" : undefined}>
          <dt>{name}</dt>
          <dd>{body}</dd>
        </div>
      ))}
    </dl>
  );
}
