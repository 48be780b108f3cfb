import type { JSX } from "preact";
import type { WhyBody } from "../../../src/protocol/knowledge.schema.ts";
import { type Point, pointsOf, type Step, stepsOf } from "./estimate.ts";
import { format } from "../format.en.ts";
import { words } from "./text.en.ts";

const WIDTH = 300;

/** How sure Cairn was, from before the first answer to now: a line, its ends in words, and all of it in a table beneath. */
export function EstimateChart({ why }: { why: WhyBody }): JSX.Element {
  const steps = stepsOf(why);
  const points = pointsOf(steps, WIDTH);
  const summary = words.skill.from_to(why.prior, why.card.mastery, why.rows.length);
  return (
    <figure class="estimate">
      <figcaption>{summary}</figcaption>
      {why.rows.length > 0 && (
        <>
          <div class="estimate-plot" aria-hidden="true">
            <span class="scale top">{format.share(1)}</span>
            <span class="scale">{format.share(0)}</span>
            <svg viewBox={`0 0 ${WIDTH} 100`} preserveAspectRatio="none" focusable="false">
              <line class="ground" x1="0" x2={WIDTH} y1="100" y2="100" />
              <line class="ground faint" x1="0" x2={WIDTH} y1="0" y2="0" />
              <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
              {steps.map((step, index) => (
                <Dot key={index} step={step} at={points[index]} />
              ))}
            </svg>
          </div>
          <p class="axis" aria-hidden="true">
            <span>{words.skill.before}</span>
            <span>{words.skill.now}</span>
          </p>
          <ul class="estimate-key" aria-hidden="true">
            <li>
              <span class="dot-key" /> {words.skill.legend.correct}
            </li>
            <li>
              <span class="dot-key open" /> {words.skill.legend.other}
            </li>
          </ul>
          <details>
            <summary>{words.skill.table}</summary>
            <EstimateTable steps={steps} now={Date.now()} caption={summary} />
          </details>
        </>
      )}
    </figure>
  );
}

/** A right answer is a full dot, any other a hollow one. Lines without length and with round ends stay round however the drawing is stretched. */
function Dot({ step, at }: { step: Step; at: Point | undefined }): JSX.Element | null {
  if (!at || step.verdict === null) return null;
  const place = { x1: at.x, x2: at.x, y1: at.y, y2: at.y };
  return (
    <>
      <line class="point" {...place} />
      {step.verdict !== "correct" && <line class="point hole" {...place} />}
    </>
  );
}

function EstimateTable({ steps, now, caption }: { steps: readonly Step[]; now: number; caption: string }): JSX.Element {
  const { at, verdict, estimate } = words.skill.column;
  return (
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{at}</th>
          <th scope="col">{verdict}</th>
          <th scope="col">{estimate}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          <tr key={index}>
            <th scope="row">{step.at === null ? words.skill.before : format.date(now, step.at)}</th>
            <td>{step.verdict === null ? "–" : words.verdict[step.verdict]}</td>
            <td class="right">{format.share(step.estimate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
