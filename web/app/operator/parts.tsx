import type { ComponentChildren, JSX, TargetedInputEvent } from "preact";
import { text } from "../../ui/text.ts";
import { words } from "./text.en.ts";
import type { Loaded } from "./use-load.ts";

/** The heading of a view with what can be done at its level. */
export function ViewHead({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="view-head">
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}

/** What is fetched, or why it is not here. What was there before stays in sight while it is fetched again. */
export function Fetched<T>({ from, children }: { from: Loaded<T>; children: (value: T) => ComponentChildren }): JSX.Element {
  return (
    <div aria-busy={from.isLoading} class="fetched">
      {from.trouble && (
        <div class="notice" role="alert">
          <p>{from.trouble}</p>
          <button type="button" class="button quiet" onClick={() => void from.reload()}>
            {text.retry}
          </button>
        </div>
      )}
      {from.value === null && from.isLoading && <p class="note">{words.loading}</p>}
      {from.value !== null && children(from.value)}
    </div>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly fault?: string | null | undefined;
  readonly note?: string | undefined;
  readonly type?: "text" | "password";
  readonly placeholder?: string | undefined;
  readonly inputMode?: "decimal" | "numeric";
}

/** One line of a form: label, field, what is wrong with it, and a note. */
export function Field({ id, label, value, onInput, fault, note, type = "text", ...rest }: FieldProps): JSX.Element {
  const described = [fault && `${id}-fault`, note && `${id}-note`].filter(Boolean).join(" ");
  const input = {
    id,
    value,
    autocomplete: "off",
    spellcheck: false,
    "aria-invalid": Boolean(fault),
    "aria-describedby": described || undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
    ...rest,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === "password" ? <input type="password" {...input} /> : <input type="text" {...input} />}
      {fault && (
        <p id={`${id}-fault`} class="fault" role="alert">
          {fault}
        </p>
      )}
      {note && (
        <p id={`${id}-note`} class="note">
          {note}
        </p>
      )}
    </div>
  );
}

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand right-aligned under each other. */
  readonly isFigure?: boolean;
}

/** A table that scrolls sideways within itself where it is too wide; the first column names the row. */
export function DataTable<Row>({
  caption,
  rows,
  columns,
  keyOf,
}: {
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}): JSX.Element {
  return (
    <div class="table-scroll" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isFigure }) => (
              <th key={title} scope="col" class={isFigure ? "figure" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, isFigure }, index) =>
                index === 0 ? (
                  <th key={title} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={title} class={isFigure ? "figure" : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
