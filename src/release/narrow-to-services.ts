import { type CanonicalTable, canonicalTables } from "../model/canonical.ts";
import type { Programme } from "../model/programme.ts";
import { type Database, sqlName, sqlText } from "../warehouse/database.ts";

const NARROWED = "narrowed";

/** The canonical tables that hold some services only, and the programme as far as it concerns them. */
export interface Narrowed {
  readonly schema: string;
  readonly programme: Programme;
}

/**
 * Copies the canonical tables into a schema of the open database, without what belongs to other services: their
 * referrals and all that hangs on them, their contacts, staff, absences and answers. People stay whom these services
 * support; official statistics stay for the networks that are left. A member of staff with posts in several services
 * keeps the posts of these and all absences. Without services nothing is left out.
 */
export async function narrowToServices(
  database: Database,
  schema: string,
  programme: Programme,
  services: readonly string[],
): Promise<Narrowed> {
  if (services.length === 0) return { schema, programme };
  await database.run(`CREATE SCHEMA ${NARROWED}`);
  const chosen = list(services);
  const keep = async (table: CanonicalTable, where: string) =>
    database.run(
      `CREATE TABLE ${NARROWED}.${sqlName(table)} AS SELECT * FROM ${schema}.${sqlName(table)} WHERE ${where}`,
    );
  const mine = `SELECT referral_key FROM ${NARROWED}.referral`;
  const people = `SELECT person_key FROM ${NARROWED}.person`;
  const ofReferral = `referral_key IN (${mine})`;
  const ofService = `(referral_key IS NULL AND service IN (${chosen}))`;
  await keep("referral", `service IN (${chosen})`);
  for (const table of ["contact", "activity", "goal"] as const)
    await keep(table, `${ofReferral} OR ${ofService}`);
  await keep("reason", ofReferral);
  await keep(
    "person",
    `person_key IN (SELECT person_key FROM ${NARROWED}.referral UNION SELECT person_key FROM ${NARROWED}.contact)`,
  );
  await keep("outcome", `${ofReferral} OR (referral_key IS NULL AND person_key IN (${people}))`);
  for (const table of ["cohort", "health_use"] as const) await keep(table, `person_key IN (${people})`);
  for (const table of ["workforce_response", "trainee"] as const) await keep(table, `service IN (${chosen})`);
  const published = list(programme.sources.filter((one) => one.published).map(({ id }) => id));
  const networks = `SELECT pcn FROM ${NARROWED}.referral WHERE pcn IS NOT NULL UNION SELECT pcn FROM ${schema}.link_worker WHERE pcn IS NOT NULL AND service IN (${chosen})`;
  await keep("link_worker", `service IN (${chosen}) OR (_source IN (${published}) AND pcn IN (${networks}))`);
  await keep("absence", `staff_key IN (SELECT staff_key FROM ${NARROWED}.link_worker)`);
  await keep("area_list_size", `pcn IN (${networks})`);
  const narrowed = narrowProgramme(programme, services, {
    pcns: await column(database, networks),
    boroughs: await column(database, `SELECT DISTINCT borough FROM ${NARROWED}.referral`),
    icbs: await column(database, `SELECT DISTINCT icb FROM ${NARROWED}.referral`),
    projects: await column(database, `SELECT DISTINCT project FROM ${NARROWED}.referral`),
  });
  const { areas, projects } = narrowed;
  const codes = { icb: areas.icbs, borough: areas.boroughs, pcn: areas.pcns };
  const declared = Object.entries(codes).map(
    ([type, all]) => `(area_type = '${type}' AND area IN (${list(all.map(({ code }) => code))}))`,
  );
  const ids = list(projects.map(({ id }) => id));
  await keep(
    "area",
    `${declared.join(" OR ")} OR (area_type = 'service' AND area IN (${chosen})) OR (area_type = 'project' AND area IN (${ids}))`,
  );
  for (const table of ["spend", "support_session"] as const) await keep(table, `project IN (${ids})`);
  for (const table of ["population", "published_count"] as const) await keep(table, "TRUE");
  const made = await column(
    database,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = '${NARROWED}'`,
  );
  const missed = canonicalTables.find((table) => !made.has(table));
  if (missed !== undefined) throw new Error(`No rule says which rows of ${missed} belong to a service.`);
  return { schema: NARROWED, programme: narrowed };
}

/** A list of SQL text literals; never empty. */
const list = (texts: readonly string[]): string => ["", ...texts].map(sqlText).join(", ");

/** The values of a query's only column. */
async function column(database: Database, sql: string): Promise<ReadonlySet<string>> {
  const rows = await database.rows(sql);
  return new Set(
    rows.flatMap((row) => Object.values(row)).filter((value): value is string => typeof value === "string"),
  );
}

type Places = Readonly<Record<"pcns" | "boroughs" | "icbs" | "projects", ReadonlySet<string>>>;

/** Leaves out services, projects and areas with nothing of these services, and networks that stand outside to compare with. */
function narrowProgramme(programme: Programme, chosen: readonly string[], places: Places): Programme {
  const services = programme.services.filter(({ id }) => chosen.includes(id));
  const projects = programme.projects
    .filter(({ id, service }) => (service === undefined ? places.projects.has(id) : chosen.includes(service)))
    .map(({ comparator: _, ...project }) => project);
  const pcns = programme.areas.pcns.filter(({ code }) => places.pcns.has(code));
  const placed = [...services, ...projects, ...pcns];
  const boroughs = programme.areas.boroughs.filter(
    ({ code }) => places.boroughs.has(code) || placed.some(({ borough }) => borough === code),
  );
  const icbs = programme.areas.icbs.filter(
    ({ code }) => places.icbs.has(code) || [...placed, ...boroughs].some(({ icb }) => icb === code),
  );
  const kept = new Set(projects.map(({ id }) => id));
  return {
    ...programme,
    name: `${programme.name}: ${services.map(({ name }) => name).join(", ")}`,
    services,
    projects,
    areas: { ...programme.areas, icbs, boroughs, pcns },
    events: programme.events.filter(({ project }) => project === undefined || kept.has(project)),
  };
}
