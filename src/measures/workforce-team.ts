import { MET } from "./activity-contacts.ts";
import type { Query } from "./cell-rows.ts";
import { mergedSpellsSql } from "./sickness-spells.ts";
import { rosterSql, sqlRows, type WorkforceRequest } from "./workforce-roster.ts";

/** A member of staff whom the case records know by a name: the pseudonyms that either may have, by system. */
export interface StaffName {
  readonly case_keys: readonly string[];
  readonly staff_keys: readonly string[];
}

/** Where the rows of a team are read, and which names of the case records are which members of staff. */
export interface TeamRequest extends WorkforceRequest {
  readonly names: readonly StaffName[];
}

/** Stretches of days that a row of a team is about, both ends counted, as YYYY-MM-DD. */
export interface TeamDays {
  readonly data_date: string;
  /** The financial year of the data date, up to that day, and the whole year before it. */
  readonly year: Readonly<Record<"from" | "to", string>>;
  readonly last_year: Readonly<Record<"from" | "to", string>>;
  /** The 52 weeks (364 days) that end on the data date. */
  readonly rolling: Readonly<Record<"from" | "to", string>>;
  /** The last quarters; open cases are counted on the last day, which of the running one is the data date. */
  readonly quarters: readonly { readonly period: string; readonly from: string; readonly to: string }[];
}

/** A post held at some time in the 52 weeks; `first_day` and `last_day` are those of the person over all posts. */
export interface TeamPost extends Readonly<Record<string, unknown>> {
  readonly who: string;
  readonly role: string | null;
  readonly volunteer: boolean;
  readonly fte_e6: number | null;
  /** Whether the post is held on the data date. */
  readonly held: boolean;
  readonly service: string | null;
  readonly pcn: string | null;
  readonly first_day: string;
  readonly last_day: string;
  /** Whether any absence is recorded for staff of the post's service. */
  readonly absence_recorded: boolean;
}

/** Referrals of a worker in a service and network; `open_0`, `new_0` … belong to the quarters in order. */
export interface TeamCases extends Readonly<Record<string, unknown>> {
  readonly who: string;
  readonly service: string | null;
  readonly pcn: string | null;
  readonly new_referrals: number;
  readonly open: number;
  readonly waiting: number;
}

/** What a worker recorded in the 52 weeks, by kind of work, and the last day anything was recorded. */
export interface TeamWork extends Readonly<Record<string, unknown>> {
  readonly who: string;
  readonly kind: string;
  readonly contacts: number;
  readonly minutes: number | null;
  readonly last_day: string;
}

/** Sickness of a member of staff: calendar days in each stretch, and spells that reach into the 52 weeks. */
export interface TeamSickness extends Readonly<Record<string, unknown>> {
  readonly who: string;
  readonly year_days: number;
  readonly last_year_days: number;
  readonly rolling_days: number;
  readonly rolling_spells: number;
}

/** Rows about single members of staff. For the local view only: never for a release that is published. */
export interface TeamRows {
  readonly days: TeamDays;
  readonly posts: readonly TeamPost[];
  readonly cases: readonly TeamCases[];
  readonly work: readonly TeamWork[];
  readonly sickness: readonly TeamSickness[];
}

const DAY = 86_400_000;
const ROLLING_DAYS = 364;
const QUARTERS = 8;

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10);

/** The quarters up to that of the data date, which ends with that day; none from before the programme's window. */
function lastQuarters({ data_date, window }: WorkforceRequest["programme"]): TeamDays["quarters"] {
  const now = Number(data_date.slice(0, 4)) * 4 + Math.floor((Number(data_date.slice(5, 7)) - 1) / 3);
  const first = (quarter: number) =>
    `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, "0")}-01`;
  return Array.from({ length: QUARTERS }, (_, index) => now - QUARTERS + 1 + index)
    .map((quarter) => ({
      period: `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`,
      from: first(quarter),
      to: quarter === now ? data_date : daysBefore(first(quarter + 1), 1),
    }))
    .filter(({ from }) => from >= window.from);
}

/** The stretches of days that the rows of a team are about. */
export function teamDays(programme: WorkforceRequest["programme"]): TeamDays {
  const { data_date } = programme;
  const calendar = Number(data_date.slice(0, 4));
  const year = data_date.slice(5) < "04-01" ? calendar - 1 : calendar;
  return {
    data_date,
    year: { from: `${year}-04-01`, to: data_date },
    last_year: { from: `${year - 1}-04-01`, to: `${year}-03-31` },
    rolling: { from: daysBefore(data_date, ROLLING_DAYS - 1), to: data_date },
    quarters: lastQuarters(programme),
  };
}

/**
 * Rows about single members of staff, volunteers included: their posts, the referrals in their name, what they recorded
 * and their sickness. Workers of the case records are members of staff where the keys agree or `names` says so.
 */
export async function teamRows(query: Query, request: TeamRequest): Promise<TeamRows> {
  const days = teamDays(request.programme);
  const { schema } = request;
  const known = `known (case_key, staff_key) AS (VALUES ${sqlRows([["", ""], ...(await namesOfStaff(query, request))])})`;
  const within = (date: string, { from, to }: { readonly from: string; readonly to: string }) =>
    `${date} BETWEEN DATE '${from}' AND DATE '${to}'`;
  const openOn = (day: string) => `received_date <= DATE '${day}' AND (closed_date > DATE '${day}'
    OR (closed_date IS NULL AND status IN ('received', 'open')))`;
  const last = `DATE '${days.data_date}'`;
  const posts = await query<TeamPost>(`WITH ${rosterSql(request)},
    recorded AS (SELECT DISTINCT coalesce(s.service, '') AS service
      FROM ${schema}.absence AS a JOIN roster AS s ON s.who = a.staff_key),
    member AS (SELECT *, min(first_day) OVER (PARTITION BY who) AS began, max(last_day) OVER (PARTITION BY who) AS ended
      FROM roster WHERE first_day <= ${last})
    SELECT m.who, m.role, m.is_volunteer AS volunteer, m.fte_e6, m.last_day >= ${last} AS held, m.service, m.pcn,
      CAST(m.began AS VARCHAR) AS first_day, CAST(m.ended AS VARCHAR) AS last_day,
      coalesce(m.service, '') IN (SELECT service FROM recorded) AS absence_recorded
    FROM member AS m WHERE m.last_day >= DATE '${days.rolling.from}'
    ORDER BY m.who, m.last_day DESC, m.fte_e6 DESC, m.service, m.pcn, m.role`);
  const quarters = days.quarters.map(
    ({ from, to }, index) => `count(*) FILTER (WHERE ${openOn(to)}) AS open_${index},
      count(*) FILTER (WHERE ${within("received_date", { from, to })}) AS new_${index},`,
  );
  const cases = await query<TeamCases>(`WITH ${known},
    met AS (SELECT DISTINCT c.referral_key FROM ${schema}.contact AS c WHERE ${MET} AND (c.date IS NULL OR c.date <= ${last})),
    referred AS (
      SELECT coalesce(k.staff_key, r.link_worker) AS who, r.service, r.pcn, r.received_date, r.closed_date, r.status,
        m.referral_key IS NOT NULL AS is_met
      FROM ${schema}.referral AS r
      LEFT JOIN known AS k ON k.case_key = r.link_worker LEFT JOIN met AS m ON m.referral_key = r.referral_key
      WHERE r.link_worker IS NOT NULL AND r.received_date <= ${last})
    SELECT who, service, pcn, ${quarters.join(" ")}
      count(*) FILTER (WHERE ${within("received_date", days.rolling)}) AS new_referrals,
      count(*) FILTER (WHERE ${openOn(days.data_date)}) AS open,
      count(*) FILTER (WHERE ${openOn(days.data_date)} AND NOT is_met) AS waiting
    FROM referred GROUP BY who, service, pcn ORDER BY who, service, pcn`);
  const work = await query<TeamWork>(`WITH ${known}
    SELECT coalesce(k.staff_key, c.link_worker) AS who, coalesce(c.kind, 'direct') AS kind,
      count(*) FILTER (WHERE ${within("c.date", days.rolling)}) AS contacts,
      sum(c.minutes) FILTER (WHERE ${within("c.date", days.rolling)}) AS minutes,
      CAST(max(c.date) AS VARCHAR) AS last_day
    FROM ${schema}.contact AS c LEFT JOIN known AS k ON k.case_key = c.link_worker
    WHERE c.link_worker IS NOT NULL AND c.date <= ${last}
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const clipped = ({ from, to }: { readonly from: string; readonly to: string }) =>
    `coalesce(sum(date_diff('day', greatest(first_day, DATE '${from}'), least(last_day, DATE '${to}')) + 1)
      FILTER (WHERE first_day <= DATE '${to}' AND last_day >= DATE '${from}'), 0)`;
  const sickness = await query<TeamSickness>(`WITH ${rosterSql(request)}, ${mergedSpellsSql(request)}
    SELECT who, ${clipped(days.year)} AS year_days, ${clipped(days.last_year)} AS last_year_days,
      ${clipped(days.rolling)} AS rolling_days,
      count(*) FILTER (WHERE first_day <= ${last} AND last_day >= DATE '${days.rolling.from}') AS rolling_spells
    FROM sick_spell GROUP BY who ORDER BY who`);
  return { days, posts, cases, work, sickness };
}

/** Pseudonym of a name in the case records, and of the staff number it belongs to; each name once, the first that stands. */
async function namesOfStaff(
  query: Query,
  { schema, names }: TeamRequest,
): Promise<readonly (readonly [string, string])[]> {
  if (names.length === 0) return [];
  const staff = new Set(
    (
      await query<{ staff_key: string }>(
        `SELECT DISTINCT staff_key FROM ${schema}.link_worker WHERE staff_key IS NOT NULL`,
      )
    ).map(({ staff_key }) => staff_key),
  );
  const pairs = names.flatMap(({ case_keys, staff_keys }) => {
    const found = staff_keys.find((key) => staff.has(key));
    return found === undefined ? [] : case_keys.map((key) => [key, found] as const);
  });
  const first = new Map(pairs.toReversed());
  return [...first];
}
