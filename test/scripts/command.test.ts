import { expect, it } from "vitest";
import { runCommand } from "../../scripts/lib/command.ts";

it("an operator reads what a tool said, also where a sign came in two pieces", async () => {
  const inPieces = `
    process.stdout.write(Buffer.from([0xe2]), () => setImmediate(() => process.stdout.write(Buffer.from([0x82, 0xac]))));
    process.stderr.write("trouble");`;
  const { ok, stdout, output } = await runCommand("node", ["-e", inPieces]);
  expect([ok, stdout]).toEqual([true, "€"]);
  expect(output).toContain("trouble");
});

it("an operator is told which tool is missing", async () => {
  expect(await runCommand("no-such-tool", [])).toMatchObject({ ok: false, output: expect.stringContaining("no-such-tool") });
});
