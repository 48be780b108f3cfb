import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { type Markdown as Tree, readMarkdown } from "./markdown-tree.ts";
import { Maths } from "./maths.tsx";
import { text } from "./text.ts";

/** Text of a lesson, in the lesson's language. Reading direction follows the words themselves. */
export function Markdown({ source, lang, class: name }: { source: string; lang?: string | undefined; class?: string }): JSX.Element {
  const tree = useMemo(() => readMarkdown(source), [source]);
  return (
    <div class={name ? `prose ${name}` : "prose"} lang={lang} dir="auto">
      {showAll(tree)}
    </div>
  );
}

const showAll = (tree: readonly Tree[]): ComponentChildren => tree.map(show);

function show(node: Tree): ComponentChildren {
  switch (node.tag) {
    case "text":
      return node.text;
    case "span":
      return showAll(node.children);
    case "paragraph":
      return <p>{showAll(node.children)}</p>;
    case "heading":
      return <h2>{showAll(node.children)}</h2>;
    case "strong":
      return <strong>{showAll(node.children)}</strong>;
    case "em":
      return <em>{showAll(node.children)}</em>;
    case "del":
      return <del>{showAll(node.children)}</del>;
    case "quote":
      return <blockquote>{showAll(node.children)}</blockquote>;
    case "item":
      return <li>{showAll(node.children)}</li>;
    case "list":
      return node.start === null ? <ul>{showAll(node.children)}</ul> : <ol start={node.start}>{showAll(node.children)}</ol>;
    case "code":
      return <code translate={false}>{node.text}</code>;
    case "code_block":
      return (
        // A wide program scrolls sideways, and keyboards must reach it.
        <pre tabIndex={0} dir="ltr" translate={false} aria-label={text.lesson.code}>
          <code>{node.text}</code>
        </pre>
      );
    case "math":
      return <Maths tex={node.tex} display={node.display} />;
    case "link":
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer">
          {showAll(node.children)}
        </a>
      );
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "table":
      return (
        // As for programs.
        <div class="table" tabIndex={0} role="region" aria-label={text.lesson.table}>
          <table>
            <thead>
              <tr>
                {node.head.map((cell) => (
                  <th class={cell.align ?? undefined}>{showAll(cell.children)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {node.rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td class={cell.align ?? undefined}>{showAll(cell.children)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}
