import type { ComponentChildren, JSX } from "preact";
import type { PublicEvaluation } from "../../src/protocol/public-event.schema.ts";
import { Markdown } from "./markdown.tsx";
import { text } from "./text.ts";

interface Props {
  readonly verdict: PublicEvaluation;
  readonly lang: string | undefined;
  /** Whether the quoted words are a program's. */
  readonly isProgram: boolean;
  /** The verdict on the stone before: its quote in one line, and what it leaves the learner with. The whole of it stays with that stone. */
  readonly brief?: boolean;
}

/** What the evaluator says, the learner's own words first. A question or being stuck is no attempt and gets one quiet line. */
export function VerdictCard({ verdict, lang, isProgram, brief = false }: Props): JSX.Element {
  const isAttempt = verdict.user_intent === "attempt_answer" && verdict.advance_reason !== "set_aside";
  const tone = verdict.unverified ? "unverified" : verdict.evaluation === "correct" ? "correct" : "again";
  const quote = verdict.quoted ? <q class={isProgram ? "program" : undefined}>{verdict.quoted}</q> : null;
  const rows = rowsOf(verdict, lang, brief || !quote ? null : <div dir={isProgram ? "ltr" : "auto"}>{quote}</div>, brief);
  return (
    <div class={`verdict ${isAttempt ? tone : "quiet"} ${brief ? "brief" : ""}`} role="group" aria-label={text.verdict.label}>
      <p class={isAttempt ? "tag" : undefined}>{text.verdict.heading(verdict)}</p>
      {brief && quote && (
        <p class="wrote" dir="auto">
          <span class="visually-hidden">{text.verdict.you_wrote}: </span>
          {quote}
        </p>
      )}
      {rows.length > 0 && (
        <dl>
          {rows.map(([name, body]) => (
            <div class={name === "" ? "aside" : undefined}>
              <dt>{name}</dt>
              <dd>{body}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

type Row = readonly [name: string, body: ComponentChildren];

function rowsOf(verdict: PublicEvaluation, lang: string | undefined, quote: ComponentChildren, brief: boolean): Row[] {
  const rows: Row[] = [];
  const say = (source: string) => <Markdown source={source} lang={lang} />;
  if (quote) rows.push([text.verdict.you_wrote, quote]);
  if (verdict.right.length > 0 && !(brief && verdict.confirm)) rows.push([text.verdict.right, verdict.right.map(say)]);
  if (verdict.confirm) rows.push([text.verdict.why, say(verdict.confirm)]);
  if (verdict.misconception) rows.push([text.verdict.mix_up, say(verdict.misconception)]);
  if (verdict.missing_cue) rows.push([text.verdict.look_again, say(verdict.missing_cue)]);
  if (verdict.advance_reason === "placed") rows.push(["", text.verdict.placed]);
  if (verdict.kept_from_models) rows.push(["", text.verdict.kept_from_models]);
  if (verdict.unverified && verdict.advance_reason !== "set_aside") rows.push(["", text.verdict.unverified]);
  return rows;
}
