import { LONG_ABSENCE_DAYS } from "./workforce-staff.ts";
import type { TeamCases, TeamDays, TeamPost, TeamRows } from "./workforce-team.ts";

/** A member of staff in the local view: no name, number or key; recognised by role, service, start and working time. */
export interface TeamMember {
  /** `Link worker 3`: numbered within a service, by when they started. */
  readonly label: string;
  /** Which records know this person: staff records, case records, or both. */
  readonly known_from: "staff" | "cases" | "both";
  /** Service of the post with the most working time, else of most referrals; null where none is declared. */
  readonly service: string | null;
  /** Further services with a post or open cases. */
  readonly other_services: readonly string[];
  readonly networks: readonly string[];
  /** Code of the role; null where only case records know the person. */
  readonly role: string | null;
  readonly volunteer: boolean;
  /** Full-time equivalents held on the data date, all posts together; null where not recorded. */
  readonly fte: number | null;
  /** Month the first post began (`2022-04`); null where not recorded. */
  readonly started: string | null;
  /** Day the last post ended; null where one is held. */
  readonly left: string | null;
  /** Referrals in the person's name; null where the case records do not know the person. */
  readonly cases: {
    /** Received in the 52 weeks. */
    readonly new_referrals: number;
    readonly open: number;
    /** Open, and not yet seen or spoken with. */
    readonly waiting: number;
    /** By quarter of the view, on its last day and within it. */
    readonly open_by_quarter: readonly number[];
    readonly new_by_quarter: readonly number[];
  } | null;
  /** Entries of the 52 weeks by kind of work, and the minutes written beside them; null minutes: none written. */
  readonly work: Readonly<Record<string, { readonly contacts: number; readonly minutes: number | null }>>;
  /** Days from the last entry of any kind to the data date; null where nothing is recorded. */
  readonly days_since_entry: number | null;
  /** Calendar days of sickness; null where no absence is recorded for the person's service. */
  readonly sickness: {
    readonly year_days: number;
    readonly last_year_days: number;
    readonly rolling_days: number;
    readonly rolling_spells: number;
    /** Bradford factor of the 52 weeks: spells × spells × days. */
    readonly bradford: number;
  } | null;
}

/** The local view of a team. */
export interface TeamView {
  readonly days: TeamDays;
  /** Sick days in a financial year from which an absence is long. */
  readonly long_absence_days: number;
  readonly members: readonly TeamMember[];
}

const DAY = 86_400_000;
/** Stands for a first day that is not recorded. */
const SINCE_EVER = "1900-01-01";
const FTE_SCALE = 1_000_000;

/**
 * Bradford factor S² × D of a rolling 52 weeks: S spells of sickness, D days. Ten days are 10 in one spell, 250 in five
 * and 1,000 in ten (Nursing Standard 38(8):23, doi 10.7748/ns.38.8.23.s12).
 */
export const bradfordFactor = (spells: number, days: number): number => spells * spells * days;

/** Puts the rows of a team together, one member a row, by service, role and start; keys are left behind. */
export function teamMembers(rows: TeamRows): TeamView {
  const posts = byWho(rows.posts);
  const cases = byWho(rows.cases);
  const recent = [...cases].filter(([, all]) =>
    all.some(({ open, new_referrals }) => open > 0 || new_referrals > 0),
  );
  const worked = rows.work.filter(({ contacts }) => contacts > 0).map(({ who }) => who);
  const staff = [...posts]
    .filter(([who, held]) => held.some((post) => post.held) || cases.get(who)?.some(({ open }) => open > 0))
    .map(([who]) => who);
  const others = [...recent.map(([who]) => who), ...worked].filter((who) => !posts.has(who));
  const members = [...new Set([...staff, ...others])].map((who) => ({
    who,
    member: memberOf(who, posts.get(who) ?? [], cases.get(who), rows),
  }));
  const ordered = members.toSorted(
    (a, b) =>
      compare(a.member.service ?? "\uffff", b.member.service ?? "\uffff") ||
      compare(rank(a.member), rank(b.member)) ||
      compare(a.member.started ?? "", b.member.started ?? "") ||
      compare(a.who, b.who),
  );
  const numbers = new Map<string, number>();
  return {
    days: rows.days,
    long_absence_days: LONG_ABSENCE_DAYS,
    members: ordered.map(({ member }) => {
      const kind = roleName(member);
      const place = `${member.service} ${kind}`;
      const number = (numbers.get(place) ?? 0) + 1;
      numbers.set(place, number);
      return { ...member, label: `${kind} ${number}` };
    }),
  };
}

function byWho<T extends { readonly who: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.who);
    if (group === undefined) groups.set(row.who, [row]);
    else group.push(row);
  }
  return groups;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Link workers first, then other roles, volunteers, and those whom only case records know. */
function rank({ role, volunteer, known_from }: Omit<TeamMember, "label">): string {
  if (known_from === "cases") return "4";
  if (volunteer) return "3";
  return role === "link_worker" ? "1" : `2 ${role ?? ""}`;
}

function roleName({ role, volunteer, known_from }: Omit<TeamMember, "label">): string {
  if (known_from === "cases") return "Worker in the case records";
  if (volunteer) return "Volunteer";
  const words = (role ?? "other").replaceAll("_", " ");
  return words === "other" ? "Member of staff" : words.charAt(0).toUpperCase() + words.slice(1);
}

function memberOf(
  who: string,
  posts: readonly TeamPost[],
  cases: readonly TeamCases[] | undefined,
  { days, work, sickness }: TeamRows,
): Omit<TeamMember, "label"> {
  const current = posts.filter((post) => post.held);
  const main = (current.length > 0 ? current : posts).toSorted(
    (a, b) => Number(b.fte_e6 ?? 0) - Number(a.fte_e6 ?? 0),
  )[0];
  const busiest = (cases ?? []).toSorted((a, b) => b.open - a.open || b.new_referrals - a.new_referrals)[0];
  const service = main?.service ?? busiest?.service ?? null;
  const active = (cases ?? []).filter(({ open, new_referrals }) => open > 0 || new_referrals > 0);
  const places = [...(current.length > 0 ? current : posts), ...active];
  const distinct = (values: readonly (string | null)[]): readonly string[] =>
    [...new Set(values.filter((value) => value !== null))].sort();
  const entries = work.filter((one) => one.who === who);
  const lastEntry = entries
    .map(({ last_day }) => last_day)
    .sort()
    .at(-1);
  const ftes = current.filter(({ fte_e6 }) => fte_e6 !== null);
  return {
    known_from: posts.length === 0 ? "cases" : cases === undefined && entries.length === 0 ? "staff" : "both",
    service,
    other_services: distinct(places.map((one) => one.service)).filter((one) => one !== service),
    networks: distinct(places.map(({ pcn }) => pcn)),
    role: main?.role ?? null,
    volunteer: main?.volunteer ?? false,
    fte: ftes.length === 0 ? null : ftes.reduce((sum, { fte_e6 }) => sum + Number(fte_e6), 0) / FTE_SCALE,
    started: main === undefined || main.first_day === SINCE_EVER ? null : main.first_day.slice(0, 7),
    left: main === undefined || current.length > 0 ? null : main.last_day,
    cases: cases === undefined ? null : casesOf(cases, days),
    work: Object.fromEntries(
      entries
        .filter(({ contacts }) => contacts > 0)
        .map(({ kind, contacts, minutes }) => [
          kind,
          { contacts, minutes: minutes === null ? null : Number(minutes) },
        ]),
    ),
    days_since_entry:
      lastEntry === undefined ? null : (Date.parse(days.data_date) - Date.parse(lastEntry)) / DAY,
    sickness: sicknessOf(who, posts, sickness),
  };
}

function casesOf(cases: readonly TeamCases[], { quarters }: TeamDays): TeamMember["cases"] {
  const sum = (name: string) => cases.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  return {
    new_referrals: sum("new_referrals"),
    open: sum("open"),
    waiting: sum("waiting"),
    open_by_quarter: quarters.map((_, index) => sum(`open_${index}`)),
    new_by_quarter: quarters.map((_, index) => sum(`new_${index}`)),
  };
}

function sicknessOf(
  who: string,
  posts: readonly TeamPost[],
  sickness: TeamRows["sickness"],
): TeamMember["sickness"] {
  if (!posts.some((post) => post.absence_recorded)) return null;
  const row = sickness.find((one) => one.who === who);
  const [spells, days] = [Number(row?.rolling_spells ?? 0), Number(row?.rolling_days ?? 0)];
  return {
    year_days: Number(row?.year_days ?? 0),
    last_year_days: Number(row?.last_year_days ?? 0),
    rolling_days: days,
    rolling_spells: spells,
    bradford: bradfordFactor(spells, days),
  };
}
