import type { Profile } from "../src/model/profile.ts";
import type { Database } from "../src/warehouse/database.ts";
import type { MappedFile } from "./map-file.ts";

/** Says how many dates of each column mean "no end yet", for the ingest report. */
export async function openEndedNotes(
  database: Database,
  mapped: MappedFile,
  profile: Profile,
): Promise<readonly string[]> {
  const open = new Map(
    mapped.fields.flatMap((field) =>
      field.open === undefined || field.column === undefined ? [] : [[field.open, field.column] as const],
    ),
  );
  if (open.size === 0) return [];
  const counts = [...open.keys()].map((column) => `count(*) FILTER (WHERE ${column}) AS ${column}`);
  const [row] = await database.rows<Record<string, number>>(
    `SELECT ${counts.join(", ")} FROM ${mapped.table}`,
  );
  const years = profile.open_ended_years.join(" or ");
  return [...open].flatMap(([column, name]) => {
    const rows = row?.[column] ?? 0;
    return rows === 0
      ? []
      : [`Column "${name}": in ${rows} rows a date in the year ${years} was read as no end yet.`];
  });
}
