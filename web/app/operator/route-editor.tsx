import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AgentRoute } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";
import { operatorApi } from "./operator-api.ts";
import { ResultLine } from "./result-line.tsx";
import { words } from "./text.en.ts";
import { useAct } from "./use-act.ts";
import type { ViewProps } from "./view.ts";

const t = words.models;
const MAX_ENTRIES = 8;

interface Props extends ViewProps {
  readonly route: AgentRoute;
  readonly onChanged: () => Promise<void>;
}

/** The ordered models of one agent. What the server finds wrong stands beside the entry that it names. */
export function RouteEditor({ route, tenant, onChanged, ...props }: Props): JSX.Element {
  const inForce = route.entries.map((entry) => entry.route);
  const [entries, setEntries] = useState<readonly string[]>(inForce);
  // What was saved, or set elsewhere meanwhile, takes the place of what was typed.
  useEffect(() => setEntries(inForce), [inForce.join(" ")]);
  const act = useAct(props, (field) => /^entries\.\d+$/.test(field));
  const name = words.agent(route.agent);
  const isChanged = entries.join("\n") !== inForce.join("\n");
  const list = useRef<HTMLOListElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (!isAdding.current) return;
    isAdding.current = false;
    list.current?.querySelector<HTMLInputElement>("li:nth-last-child(2) input")?.focus();
  }, [entries]);

  const edit = (next: readonly string[]) => {
    act.clear();
    setEntries(next);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (
      await act.run(
        () =>
          operatorApi.putRoute(
            tenant,
            route.agent,
            entries.map((entry) => entry.trim()),
          ),
        t.saved(name),
      )
    )
      await onChanged();
  };
  const reset = async () => {
    if (await act.run(() => operatorApi.removeRoute(tenant, route.agent), t.reset_done(name))) await onChanged();
  };
  return (
    <form class="panel route" aria-labelledby={`route-${route.agent}`} onSubmit={(event) => void save(event)} noValidate>
      <h2 id={`route-${route.agent}`}>{name}</h2>
      <p class="note">
        {route.agent === "default" ? `${t.default_note} ` : ""}
        {t.source[route.source]}
      </p>
      <ol ref={list}>
        {entries.map((entry, index) => (
          <Entry
            key={index}
            id={`${route.agent}-${index}`}
            entry={entry}
            position={index}
            count={entries.length}
            price={priceOf(route, entry)}
            fault={act.faultAt(`entries.${index}`)}
            onEdit={(text) => edit(entries.with(index, text))}
            onMove={(by) => edit(moved(entries, index, by))}
            onRemove={() => edit(entries.toSpliced(index, 1))}
          />
        ))}
        <li class="last-entry">
          <strong>{t.embedded}</strong> <span class="note">{t.embedded_note}</span>
        </li>
      </ol>
      <p class="actions">
        <button type="submit" class={isChanged ? "button" : "button quiet"} aria-disabled={act.isBusy} aria-label={t.save(name)}>
          {words.save}
        </button>
        {entries.length < MAX_ENTRIES && (
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              isAdding.current = true;
              edit([...entries, ""]);
            }}
          >
            {t.add}
          </button>
        )}
        {route.source === "tenant" && (
          <button type="button" class="ghost" onClick={() => void reset()}>
            {t.reset}
          </button>
        )}
      </p>
      <ResultLine result={act.result} />
    </form>
  );
}

interface EntryProps {
  readonly id: string;
  readonly entry: string;
  readonly position: number;
  readonly count: number;
  readonly price: string;
  readonly fault: string | null;
  readonly onEdit: (entry: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

function Entry({ id, entry, position, count, price, fault, onEdit, onMove, onRemove }: EntryProps): JSX.Element {
  const label = entry.trim() === "" ? t.entry(position + 1) : entry;
  return (
    <li>
      <div class="entry">
        <input
          id={id}
          type="text"
          list="known-models"
          aria-label={t.entry(position + 1)}
          placeholder={t.placeholder}
          autocomplete="off"
          spellcheck={false}
          value={entry}
          aria-invalid={fault !== null}
          aria-describedby={fault ? `${id}-fault ${id}-price` : `${id}-price`}
          onInput={(input) => onEdit(input.currentTarget.value)}
        />
        <button
          type="button"
          class="ghost"
          aria-label={t.up(label)}
          aria-disabled={position === 0}
          onClick={() => position > 0 && onMove(-1)}
        >
          <span aria-hidden="true">↑</span>
        </button>
        <button
          type="button"
          class="ghost"
          aria-label={t.down(label)}
          aria-disabled={position === count - 1}
          onClick={() => position < count - 1 && onMove(1)}
        >
          <span aria-hidden="true">↓</span>
        </button>
        <button type="button" class="ghost" aria-label={t.remove(label)} onClick={onRemove}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      {fault && (
        <p id={`${id}-fault`} class="fault" role="alert">
          {fault}
        </p>
      )}
      <p id={`${id}-price`} class="note">
        {price}
      </p>
    </li>
  );
}

function priceOf(route: AgentRoute, entry: string): string {
  const known = route.entries.find((one) => one.route === entry);
  if (!known) return t.unsaved_price;
  const { price } = known;
  if (price === null) return t.unknown_price;
  if (price.input_nanousd === 0 && price.output_nanousd === 0) return t.free;
  return t.price(format.dollars_per_million(price.input_nanousd), format.dollars_per_million(price.output_nanousd));
}

function moved(entries: readonly string[], index: number, by: 1 | -1): readonly string[] {
  const entry = entries[index];
  return entry === undefined ? entries : entries.toSpliced(index, 1).toSpliced(index + by, 0, entry);
}
