import { createHash } from "node:crypto";
import type { Pack, PackNode } from "../../src/curriculum/pack.schema.ts";

/** D1 refuses longer statements (100 KB); some room is left for the columns around the text. */
const MAX_STATEMENT_BYTES = 99_000;

/** SHA-256 (hex) of a pack's content, whatever the layout of its file. */
export function packChecksum(pack: Pack): string {
  return createHash("sha256").update(JSON.stringify(pack)).digest("hex");
}

/** The statements that put these packs, in this order, on the public shelf; running them again changes nothing. Lessons whose pack is gone leave the shelf. */
export function packsToSql(packs: readonly Pack[], tenantId: string): string[] {
  const ids = packs.map((pack) => quote(lessonId(pack)));
  return [
    // Lessons last: nobody meets a lesson whose pack is not there yet.
    ...packs.flatMap(packStatements),
    ...packs.map((pack, position) => lessonStatement(pack, position, tenantId)),
    `DELETE FROM lessons WHERE tenant_id = ${quote(tenantId)} AND owner_id IS NULL AND lesson_id NOT IN (${ids.join(", ")});`,
  ].map(checkLength);
}

function packStatements(pack: Pack): string[] {
  const { nodes, ...outline } = pack;
  const key = `${quote(pack.id)}, ${pack.version}`;
  return [
    `INSERT INTO packs (pack_id, version, outline, checksum) VALUES (${key}, ${quote(JSON.stringify(outline))}, ${quote(packChecksum(pack))}) ` +
      "ON CONFLICT (pack_id, version) DO UPDATE SET outline = excluded.outline, checksum = excluded.checksum;",
    ...nodes.map(
      (node, position) =>
        `INSERT INTO pack_nodes (pack_id, version, position, node_id, body) VALUES (${key}, ${position}, ${quote(node.id)}, ${quote(JSON.stringify(node))}) ` +
        "ON CONFLICT (pack_id, version, position) DO UPDATE SET node_id = excluded.node_id, body = excluded.body;",
    ),
    `DELETE FROM pack_nodes WHERE pack_id = ${quote(pack.id)} AND version = ${pack.version} AND position >= ${nodes.length};`,
  ];
}

function lessonStatement(pack: Pack, position: number, tenantId: string): string {
  const lesson = {
    tenant_id: quote(tenantId),
    lesson_id: quote(lessonId(pack)),
    pack_id: quote(pack.id),
    pack_version: pack.version,
    title: quote(pack.title),
    promise: quote(pack.promise),
    subject: quote(pack.subject),
    language: quote(pack.language),
    node_count: preselected(pack).length,
    minutes: preselected(pack).reduce((sum, node) => sum + node.minutes, 0),
    licence: quote(pack.licence),
    sources: quote(JSON.stringify(pack.sources)),
    position,
  };
  const updates = Object.keys(lesson).map((column) => `${column} = excluded.${column}`);
  return (
    `INSERT INTO lessons (${Object.keys(lesson).join(", ")}) VALUES (${Object.values(lesson).join(", ")}) ` +
    `ON CONFLICT (tenant_id, lesson_id) DO UPDATE SET ${updates.join(", ")};`
  );
}

function lessonId(pack: Pack): string {
  return `les_${pack.id}`;
}

/** The nodes of the path that learners are offered first. */
function preselected(pack: Pack): PackNode[] {
  const sequence = new Set(pack.paths[0]?.sequence);
  return pack.nodes.filter((node) => sequence.has(node.id));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function checkLength(statement: string): string {
  const bytes = Buffer.byteLength(statement);
  if (bytes > MAX_STATEMENT_BYTES)
    throw new Error(`A statement of ${bytes} bytes is too long for D1: ${statement.slice(0, 120)}… Make that node of the pack smaller.`);
  return statement;
}
