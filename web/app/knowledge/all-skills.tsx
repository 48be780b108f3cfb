import type { JSX } from "preact";
import type { KnowledgeBody, SkillCard } from "../../../src/protocol/knowledge.schema.ts";
import { useState } from "preact/hooks";
import { CairnPicture } from "../../ui/cairn.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { deviceShelf, forgetKept, tabShelf } from "../kept.ts";
import { goTo } from "../navigation.ts";
import { REVIEW_PATH, skillPath } from "../route.ts";
import { Calendar } from "./calendar.tsx";
import { knowledgeApi } from "./knowledge-api.ts";
import { stonesOf } from "./levels.ts";
import { NothingYet } from "./nothing-yet.tsx";
import { Page, reasonOf } from "./page.tsx";
import { words } from "./text.en.ts";
import { codeOf, useFetched } from "../use-fetched.ts";

/** "My knowledge": every skill as a pile of stones, those due first, and the days of reviews beside them. */
export function AllSkills(): JSX.Element {
  const from = useFetched(knowledgeApi.all);
  return (
    <Page from={from} title={() => [words.all.title]}>
      {(all) => (all.skills.length === 0 ? <NothingYet title={words.all.title} /> : <Everything all={all} />)}
    </Page>
  );
}

function Everything({ all }: { all: KnowledgeBody }): JSX.Element {
  const now = Date.now();
  const isDue = ({ due_at }: SkillCard) => due_at !== null && Date.parse(due_at) <= now;
  return (
    <>
      <header class="sheet-head">
        <div>
          <h1 tabIndex={-1}>{words.all.title}</h1>
          <p class="lead-line">{words.all.lead(all.skills)}</p>
          <p class="note">{words.all.about}</p>
        </div>
        {all.due_now > 0 && (
          <a class="button large" href={REVIEW_PATH}>
            {words.all.review(all.due_now)}
          </a>
        )}
      </header>
      <div class="beside">
        <div class="skill-lists">
          <Skills id="due" title={words.all.due} skills={all.skills.filter(isDue)} now={now} />
          <Skills id="rest" title={words.all.rest} skills={all.skills.filter((card) => !isDue(card))} now={now} />
        </div>
        <aside>
          <Calendar all={all} now={now} />
          <p class="export">
            <a href={knowledgeApi.exportAddress} download="cairn-knowledge.json">
              {words.all.export}
            </a>
            <span class="note">{words.all.export_note}</span>
          </p>
          <Erase />
        </aside>
      </div>
    </>
  );
}

/** Everything that is known of the learner, gone for good after a second word. */
function Erase(): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const erase = async () => {
    setFault(null);
    try {
      await knowledgeApi.erase();
      forgetKept([deviceShelf(), tabShelf()]);
      goTo("/");
    } catch (error) {
      setFault(codeOf(error));
    }
  };
  return (
    <div class="erase">
      <button type="button" class="link" onClick={() => setAsked(true)}>
        {words.erase.open}
      </button>
      {fault !== null && (
        <p class="fault" role="alert">
          {words.erase.not_done(reasonOf(fault))}
        </p>
      )}
      {isAsked && (
        <ConfirmDialog
          title={words.erase.title}
          confirm={words.erase.confirm}
          keep={words.erase.keep}
          onConfirm={() => void erase()}
          onClose={() => setAsked(false)}
        >
          {words.erase.what}
        </ConfirmDialog>
      )}
    </div>
  );
}

interface SkillsProps {
  readonly id: string;
  readonly title: string;
  readonly skills: readonly SkillCard[];
  readonly now: number;
}

function Skills({ id, title, skills, now }: SkillsProps): JSX.Element | null {
  if (skills.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="skills">
        {skills.map((card) => (
          <Skill key={card.skill} card={card} isDue={id === "due"} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Skill({ card, isDue, now }: { card: SkillCard; isDue: boolean; now: number }): JSX.Element {
  return (
    <li class={isDue ? "skill due" : "skill"}>
      <CairnPicture stones={stonesOf(card.level)} />
      <div class="skill-words">
        <h3 lang={card.language} dir="auto">
          {card.name}
        </h3>
        <p class="note" lang={card.language} dir="auto">
          {card.lesson_title}
        </p>
        <p class="how-far">
          <strong>{words.level_and_share(card.level, card.mastery)}</strong>
          <span>{words.right(card)}</span>
        </p>
      </div>
      <p class="skill-foot">
        <span class={isDue ? "due-mark" : "note"}>{words.due(card.due_at, now)}</span>
        <a href={skillPath(card.skill)}>
          {words.why(card.mastery)}
          <span class="visually-hidden" lang={card.language}>
            {" "}
            {card.name}
          </span>
        </a>
      </p>
    </li>
  );
}
