import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CitedAnswer, SearchBody } from "../../../src/protocol/course.schema.ts";
import { Answered } from "./answered.tsx";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { FoundList } from "./found.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly courseId: string;
  readonly isReady: boolean;
  readonly language: string;
  readonly say: (what: string) => void;
}

type Outcome =
  | { readonly kind: "found"; readonly body: SearchBody }
  | { readonly kind: "answer"; readonly question: string; readonly body: CitedAnswer };

/** One field over everything that the course holds: passages for words, or an answer with its places for a question. */
export function Find({ courseId, isReady, language, say }: Props): JSX.Element {
  const [query, setQuery] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const doing = useDoing();
  const run = (act: (query: string) => Promise<Outcome>) => {
    const asked = query.trim();
    if (asked === "") return doing.object(words.find.needed);
    void doing.run(async () => {
      const got = await act(asked);
      setOutcome(got);
      say(
        got.kind === "found"
          ? words.find.found(got.body.found.length, asked)
          : got.body.status === "answered"
            ? got.body.sentences.map(({ text }) => text).join(" ")
            : words.find.not_in_sources,
      );
    });
  };
  const find = () => run(async (asked) => ({ kind: "found", body: await coursesApi.search(courseId, asked) }));
  const ask = () => run(async (question) => ({ kind: "answer", question, body: await coursesApi.answer(courseId, question) }));
  return (
    <section aria-labelledby="find">
      <h2 id="find">{words.find.title}</h2>
      {isReady ? (
        <form
          class="fields"
          role="search"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (/\?\s*$/.test(query)) ask();
            else find();
          }}
        >
          <label for="query">{words.find.label}</label>
          <div class="field-line">
            <input
              id="query"
              type="search"
              maxLength={1_000}
              dir="auto"
              autocomplete="off"
              placeholder={words.find.example}
              value={query}
              aria-describedby={doing.fault ? "find-fault" : undefined}
              onInput={(input) => setQuery(input.currentTarget.value)}
            />
            <button type="button" class="button quiet" aria-disabled={doing.isBusy} onClick={find}>
              {words.find.find}
            </button>
            <button type="button" class="button" aria-disabled={doing.isBusy} onClick={ask}>
              {words.find.ask}
            </button>
          </div>
          <Fault id="find-fault" says={doing.fault} />
          {doing.isBusy && <p class="note">{words.find.busy}</p>}
        </form>
      ) : (
        <p class="note">{words.find.nothing_ready}</p>
      )}
      {outcome?.kind === "found" && (
        <div class="found-what">
          <h3>{words.find.found(outcome.body.found.length, outcome.body.query)}</h3>
          {outcome.body.found.length === 0 && <p class="note">{words.find.found_nothing_hint}</p>}
          <FoundList found={outcome.body.found} language={language} />
        </div>
      )}
      {outcome?.kind === "answer" && <Answered question={outcome.question} answer={outcome.body} language={language} />}
    </section>
  );
}
