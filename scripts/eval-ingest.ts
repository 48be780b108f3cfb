// `npm run eval:ingest -- FILES… --out passages.jsonl`: reads documents with the product's own code and writes a line for each: its file, its passages (`chunks`)
// with their anchors beside, in the same order, its headings and what was found odd. A file that cannot be read is named on standard error with why, and has no
// line. The exit code is 1 only when none could be read: in a folder of a thousand files one that is locked is no reason to stop whoever reads the others.
import { main, ScriptError } from "./lib/command.ts";
import { writeRows } from "./lib/eval-files.ts";
import { readFile } from "./lib/read-file.ts";

await main(async () => {
  const args = process.argv.slice(2);
  const at = args.indexOf("--out");
  const output = at < 0 ? undefined : args[at + 1];
  const files = at < 0 ? [] : args.filter((_, index) => index !== at && index !== at + 1);
  if (output === undefined || files.length === 0 || files.some((file) => file.startsWith("--")))
    throw new ScriptError("Say it like this: npm run eval:ingest -- FILES… --out passages.jsonl");
  const rows: object[] = [];
  for (const file of files) {
    const read = await readFile(file).catch((error: unknown) => {
      if (error instanceof Error && "code" in error) return null;
      throw error;
    });
    if (!read) console.error(`${file}: there is no such file, or it may not be opened.`);
    else if (!read.ok)
      console.error(`${file}: ${read.error.code}${read.error.page === null ? "" : `, page ${read.error.page}`}: ${read.error.detail}`);
    else {
      const { reading, passages } = read.value;
      rows.push({
        file,
        kind: reading.kind,
        title: reading.title,
        chunks: passages.map(({ text }) => text),
        anchors: passages.map(({ anchor }) => anchor),
        headings: reading.blocks.filter(({ kind }) => kind === "heading").map(({ text }) => text),
        findings: reading.findings,
      });
    }
  }
  writeRows(output, rows);
  console.log(`${rows.length} of ${files.length} documents read.`);
  if (rows.length === 0) throw new ScriptError("None of the documents could be read.");
});
