import type { JSX } from "preact";
import type { OperatorCall } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";
import { DataTable } from "./parts.tsx";
import { words } from "./text.en.ts";

const t = words.calls;

/** A call that was called off went as it should. */
const isFine = ({ outcome }: OperatorCall) => outcome === "ok" || outcome === "cancelled";

/** Calls, one a line. */
export function CallTable({ calls, caption }: { calls: readonly OperatorCall[]; caption: string }): JSX.Element {
  return (
    <DataTable
      caption={caption}
      rows={calls}
      keyOf={({ call_id }) => call_id}
      columns={[
        { title: t.at, cell: ({ at }) => <time dateTime={at}>{format.exact(at)}</time> },
        { title: t.agent, cell: ({ agent }) => words.agent(agent) },
        { title: t.route, cell: ({ route }) => <code>{route}</code> },
        {
          title: t.outcome,
          cell: (call) => <span class={isFine(call) ? "call-outcome" : "call-outcome went-wrong"}>{t.outcome_of(call)}</span>,
        },
        { title: t.tokens, isFigure: true, cell: (call) => t.tokens_of(call) },
        { title: t.cost, isFigure: true, cell: ({ cost_nanousd }) => format.dollars(cost_nanousd) },
        { title: t.first, isFigure: true, cell: ({ first_token_ms }) => format.duration(first_token_ms) },
        { title: t.total, isFigure: true, cell: ({ total_ms, cache }) => format.duration(cache === "none" ? total_ms : null) },
      ]}
    />
  );
}
