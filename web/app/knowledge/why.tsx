import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { EvidenceRow, WhyBody } from "../../../src/protocol/knowledge.schema.ts";
import { CairnPicture } from "../../ui/cairn.tsx";
import { LiveRegion } from "../../ui/live-region.tsx";
import { KNOWLEDGE_PATH } from "../route.ts";
import { Answer } from "./answer.tsx";
import { EstimateChart } from "./estimate-chart.tsx";
import { knowledgeApi } from "./knowledge-api.ts";
import { stonesOf } from "./levels.ts";
import { Page } from "./page.tsx";
import { StartButton } from "./starting.tsx";
import { words } from "./text.en.ts";
import { useFetched } from "../use-fetched.ts";

/** Answers that stand open; those before them fold away. */
const OPEN_ANSWERS = 12;

/** Why the figure of one skill is what it is: the answers behind it, oldest first, and what the learner can do about it. */
export function Why({ skill }: { skill: string }): JSX.Element {
  const from = useFetched(() => knowledgeApi.why(skill));
  const [says, say] = useState("");
  const changed = async (what: string) => {
    say(what);
    await from.reload();
  };
  return (
    <>
      <Page from={from} class="narrow" title={(why) => (why === null ? [words.all.title] : [words.why(why.card.mastery), why.card.name])}>
        {(why) => <Explained why={why} skill={skill} onChanged={changed} />}
      </Page>
      <LiveRegion says={says} />
    </>
  );
}

interface Props {
  readonly why: WhyBody;
  readonly skill: string;
  readonly onChanged: (what: string) => Promise<void>;
}

function Explained({ why, skill, onChanged }: Props): JSX.Element {
  const { card, rows } = why;
  const now = Date.now();
  const earlier = rows.slice(0, Math.max(0, rows.length - OPEN_ANSWERS));
  const list = (some: readonly EvidenceRow[]) => (
    <ol class="answers">
      {some.map((row) => (
        <Answer
          key={row.evidence_id}
          row={row}
          lesson={row.lesson_title === card.lesson_title ? null : row.lesson_title}
          skill={skill}
          now={now}
          onChanged={onChanged}
        />
      ))}
    </ol>
  );
  return (
    <>
      <p class="back">
        <a href={KNOWLEDGE_PATH}>{words.skill.back}</a>
      </p>
      <header class="skill-head">
        <CairnPicture stones={stonesOf(card.level)} />
        <div>
          <p class="overline" lang={card.language} dir="auto">
            {card.lesson_title}
          </p>
          <h1 tabIndex={-1} lang={card.language} dir="auto">
            {card.name}
          </h1>
          <p class="how-far">
            <strong>{words.level_and_share(card.level, card.mastery)}</strong>
            <span>{words.right(card)}</span>
            <span>{words.due(card.due_at, now)}</span>
          </p>
        </div>
      </header>
      <StartButton label={words.skill.claim} note={words.skill.claim_note} isQuiet={true} start={() => knowledgeApi.challenge(skill)} />
      <section aria-labelledby="why">
        <h2 id="why">{words.why(card.mastery)}</h2>
        <p class="lead-line">
          {words.skill.sure(card.mastery)} {card.level === "mastered" && words.skill.mastered}
        </p>
        <EstimateChart why={why} />
      </section>
      <section aria-labelledby="answers">
        <h2 id="answers">{words.skill.answers}</h2>
        {rows.length === 0 && <p class="note">{words.skill.no_answers}</p>}
        {earlier.length > 0 && (
          <details class="earlier-answers">
            <summary>{words.skill.earlier(earlier.length)}</summary>
            {list(earlier)}
          </details>
        )}
        {rows.length > 0 && list(rows.slice(earlier.length))}
      </section>
    </>
  );
}
