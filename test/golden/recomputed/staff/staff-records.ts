import type { Programme } from "../../../../src/model/programme.ts";
import type { Database } from "../../../../src/warehouse/database.ts";

/** A post of a member of staff, by day numbers; both ends count. */
export interface Post {
  readonly who: string;
  readonly role: string;
  readonly isVolunteer: boolean;
  readonly fte: number;
  readonly assignment: string | null;
  /** Number of the post that its holders share, if any. */
  readonly post: string | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string | null;
  /** Kind of area → the declared one that the post is in. */
  readonly areas: ReadonlyMap<string, string>;
}

/** A spell of sickness as booked against an assignment, clipped to nothing but the data date. */
interface Booked {
  readonly who: string;
  readonly assignment: string | null;
  readonly fte: number | null;
  readonly from: number;
  readonly to: number;
}

/** A spell of sickness; both ends count. */
interface Spell {
  readonly who: string;
  readonly from: number;
  readonly to: number;
}

interface Answer {
  readonly respondent: string;
  readonly day: number | null;
  readonly service: string | null;
  readonly wave: string;
  readonly instrument: string;
  readonly item: string;
  readonly answer: string;
}

/** Minutes that a worker recorded for a service on a day, by kind of work. */
interface Work {
  readonly worker: string;
  readonly service: string | null;
  readonly day: number;
  readonly kind: string;
  readonly minutes: number;
}

interface Case {
  readonly received: number;
  readonly closed: number | null;
  readonly status: string | null;
  readonly areas: ReadonlyMap<string, string>;
}

/** Records of staff and of their cases as the warehouse holds them, read row by row. */
export interface StaffRecords {
  readonly posts: readonly Post[];
  readonly sickness: readonly Spell[];
  readonly booked: readonly Booked[];
  /** Members of staff of whom any absence is recorded. */
  readonly everAbsent: ReadonlySet<string>;
  readonly answers: readonly Answer[];
  readonly work: readonly Work[];
  readonly cases: readonly Case[];
}

/** Number of a day, YYYY-MM-DD. */
export const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

const NEVER = dayOf("9999-12-31");
const KINDS = ["direct", "administration", "service_failures", "travel"];

type Row = Readonly<Record<string, string | number | boolean | null>>;
const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
const dateOf = (value: unknown): number | null => (value === null ? null : dayOf(String(value)));

/** Reads the staff's side of the warehouse `w`; national statistics are no staff records. */
export async function staffRecords(database: Database, programme: Programme): Promise<StaffRecords> {
  const read = (sql: string) => database.rows<Row>(sql);
  const posts = postsOf(await read("SELECT * FROM w.link_worker"), programme);
  const lastDay = new Map<string, number>();
  for (const { who, to, isVolunteer } of posts)
    if (!isVolunteer) lastDay.set(who, Math.max(to, lastDay.get(who) ?? 0));
  const absences = await read("SELECT staff_key, assignment, fte, kind, first_day, last_day FROM w.absence");
  const dataDate = dayOf(programme.data_date);
  const answers = await read("SELECT * FROM w.workforce_response");
  const work =
    await read(`SELECT coalesce(c.link_worker, r.link_worker) AS worker, coalesce(c.service, r.service) AS service, c.date, c.kind,
      sum(c.minutes) AS minutes FROM w.contact AS c LEFT JOIN w.referral AS r USING (referral_key)
    WHERE c.minutes > 0 AND c.date IS NOT NULL GROUP BY ALL`);
  const cases = await read(
    "SELECT received_date, closed_date, status, service, pcn, borough, icb FROM w.referral WHERE received_date IS NOT NULL",
  );
  return {
    posts,
    everAbsent: new Set(absences.map(({ staff_key }) => String(staff_key))),
    sickness: absences.flatMap(({ staff_key, kind, first_day, last_day }) => {
      const [who, from] = [String(staff_key), dateOf(first_day)];
      const employed = lastDay.get(who);
      if (kind !== "sickness" || from === null || employed === undefined) return [];
      const to = Math.min(dateOf(last_day) ?? dataDate, dataDate, employed);
      return to < from ? [] : [{ who, from, to }];
    }),
    booked: absences.flatMap(({ staff_key, assignment, fte, kind, first_day, last_day }) => {
      const from = dateOf(first_day ?? null);
      if (kind !== "sickness" || from === null) return [];
      const to = Math.min(dateOf(last_day ?? null) ?? dataDate, dataDate);
      const booked = fte === null ? null : Math.round(Number(fte) * 1e6) / 1e6;
      return [{ who: String(staff_key), assignment: textOf(assignment), fte: booked, from, to }];
    }),
    answers: answersOf(answers, programme),
    work: work.flatMap(({ worker, service, date, kind, minutes }) =>
      worker === null || !KINDS.includes(String(kind))
        ? []
        : [
            {
              worker: String(worker),
              service: textOf(service),
              day: dayOf(String(date)),
              kind: String(kind),
              minutes: Number(minutes),
            },
          ],
    ),
    cases: cases.map((row) => ({
      received: dayOf(String(row.received_date)),
      closed: dateOf(row.closed_date ?? null),
      status: textOf(row.status),
      areas: new Map(
        ["service", "pcn", "borough", "icb"].flatMap((type) => {
          const area = textOf(row[type]);
          return area !== null && declared(programme, type).has(area) ? [[type, area] as const] : [];
        }),
      ),
    })),
  };
}

function declared({ areas, services }: Programme, type: string): ReadonlySet<string> {
  if (type === "service") return new Set(services.map(({ id }) => id));
  const of = type === "pcn" ? areas.pcns : type === "borough" ? areas.boroughs : areas.icbs;
  return new Set(of.map(({ code }) => code));
}

/** One post for each assignment of a member of staff from a day on, the ended one where extracts differ. */
function postsOf(rows: readonly Row[], programme: Programme): readonly Post[] {
  const { areas, services, sources } = programme;
  const national = new Set(sources.filter(({ published }) => published).map(({ id }) => id));
  const found = new Map<string, Row>();
  for (const row of rows) {
    if (national.has(String(row._source))) continue;
    const own = `${row._source} ${row._row}`;
    const isNamed = row.staff_key !== null && row.assignment !== null;
    const key = isNamed ? JSON.stringify([row.staff_key, row.assignment, row.started]) : own;
    const before = found.get(key);
    if (before === undefined || (before.left === null && row.left !== null)) found.set(key, row);
  }
  const pcns = new Map(areas.pcns.map((one) => [one.code, one]));
  const boroughs = new Map(areas.boroughs.map((one) => [one.code, one]));
  const served = new Map(services.map((one) => [one.id, one]));
  const boards = declared(programme, "icb");
  return [...found.values()].map((row) => {
    const pcn = pcns.get(String(row.pcn));
    const service = served.get(String(row.service));
    const borough = boroughs.get(pcn?.borough ?? service?.borough ?? "");
    const board = textOf(row.icb) ?? pcn?.icb ?? service?.icb ?? borough?.icb;
    return {
      who: textOf(row.staff_key) ?? `${row._source} ${row._row}`,
      role: String(row.role),
      isVolunteer: row.volunteer === true || row.role === "volunteer",
      assignment: textOf(row.assignment),
      post: textOf(row.post),
      fte: row.fte === null ? 0 : Math.round(Number(row.fte) * 1e6) / 1e6,
      from: dateOf(row.started ?? null) ?? 0,
      to: dateOf(row.left ?? null) ?? NEVER,
      reason: textOf(row.leaving_reason),
      areas: new Map(
        [
          ["programme", "programme"] as const,
          ["icb", board !== undefined && board !== null && boards.has(board) ? board : null] as const,
          ["borough", borough?.code ?? null] as const,
          ["service", service?.id ?? null] as const,
          ["pcn", pcn?.code ?? null] as const,
        ].flatMap(([type, area]) => (area === null ? [] : [[type, area] as const])),
      ),
    };
  });
}

/** The last answer of each respondent to each item of a wave; volunteers' are left out. */
function answersOf(rows: readonly Row[], programme: Programme): readonly Answer[] {
  const services = declared(programme, "service");
  const found = new Map<string, { row: Row; wave: string }>();
  for (const row of rows) {
    if (row.answer === null || row.respondent_key === null || row.role === "volunteer") continue;
    const wave = /^.{4}-..$/.test(String(row.wave)) ? String(row.wave) : yearOf(textOf(row.date));
    if (wave === null) continue;
    const key = JSON.stringify([row.respondent_key, row.wave, row.instrument, row.item]);
    const before = found.get(key)?.row;
    if (before === undefined || String(before.date ?? "") <= String(row.date ?? ""))
      found.set(key, { row, wave });
  }
  return [...found.values()].map(({ row, wave }) => ({
    respondent: String(row.respondent_key),
    day: dateOf(row.date ?? null),
    service: services.has(String(row.service)) ? String(row.service) : null,
    wave,
    instrument: String(row.instrument),
    item: String(row.item),
    answer: String(row.answer),
  }));
}

/** Financial year of a day. */
function yearOf(date: string | null): string | null {
  if (date === null) return null;
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const start = month < 4 ? year - 1 : year;
  return `${start}-${String((start + 1) % 100).padStart(2, "0")}`;
}
