import type { OpenProgram, Solve } from "../../../../src/disclosure/audit/linear-program.ts";
import type { Programme } from "../../../../src/model/programme.ts";
import type { StaffRow } from "./compare-staff.ts";
import { isLinkWorker } from "./staff-cells.ts";
import type { StaffPlace } from "./staff-exact.ts";
import { type Period, sharedDays, staffPeriods } from "./staff-periods.ts";
import type { Post } from "./staff-records.ts";

/** A cell whose working time is known from a release: full-time equivalents, on average or on a day. */
interface Known {
  readonly place: string;
  readonly lower: number;
  readonly upper: number;
}

/** What an outsider who knows where everybody works, but not for how much of a week, can say of one worker's time. */
interface Narrowed {
  readonly place: string;
  /** The worker's own time, and the most that it can be, in full-time equivalents times days. */
  readonly own: number;
  readonly most: number;
}

/** The p % rule: nobody's time may be known to be less than a tenth above what it is. */
const TENTH = 1.1;
const AREAS = ["programme", "icb", "borough", "service", "pcn"] as const;

/** A stretch of time, or a day, of which working time is released, and the stretches it adds up from. */
interface Stretch {
  readonly name: string;
  readonly days: number;
  readonly segments: readonly number[];
}

/**
 * An attack on working time with all that is released of it at once: every shown number of full-time equivalents, each
 * rate's denominator and each rate per 10,000 patients is a row of a linear programme over the time of each network of
 * each service in each year, or on each day. What the most is that a link worker's own time in an area can be, where
 * all others there might have none, must be a tenth above it. Of one who also knows on which days colleagues came and left,
 * and that contracts stay as they are, this claims nothing.
 */
export class TimeAttack {
  readonly #posts: readonly Post[];
  readonly #programme: Programme;
  readonly #solve: Solve;
  readonly #released: readonly StaffRow[];
  readonly #leaves: readonly string[];

  constructor(posts: readonly Post[], programme: Programme, released: readonly StaffRow[], solve: Solve) {
    this.#posts = posts.filter(isLinkWorker);
    this.#programme = programme;
    this.#solve = solve;
    this.#released = released;
    this.#leaves = [...new Set(this.#posts.map(leafOf))];
  }

  /** Workers' times that are known too closely, from averages over the years or from days; `more` is revealed besides. */
  async narrowed(on: "average" | "day", more: readonly StaffPlace[] = []): Promise<readonly Narrowed[]> {
    const periods = staffPeriods(this.#programme);
    if (on === "average") {
      const years = periods.filter(({ period_type }) => period_type === "financial_year");
      const stretches = new Map(
        periods
          .filter(({ period_type }) => period_type !== "quarter")
          .map((one) => [
            `${one.period_type}|${one.period}`,
            stretchOf(one, years, ({ period_type }) => period_type === "all"),
          ]),
      );
      return this.#attack(years, stretches, ["average"], more);
    }
    const found: Narrowed[] = [];
    const lastDays = [...new Set(periods.map(({ seenTo }) => seenTo))];
    for (const day of lastDays) {
      const there = periods.filter(({ seenTo }) => seenTo === day);
      const one = { ...there[0], seenFrom: day, seenTo: day } as Period;
      const stretches = new Map(
        there.map(({ period_type, period }) => [
          `${period_type}|${period}`,
          { name: String(day), days: 1, segments: [0] },
        ]),
      );
      found.push(...(await this.#attack([one], stretches, ["day"], more)));
    }
    return found;
  }

  async #attack(
    segments: readonly Period[],
    stretches: ReadonlyMap<string, Stretch>,
    bases: readonly string[],
    more: readonly StaffPlace[],
  ): Promise<readonly Narrowed[]> {
    const column = (leaf: string, segment: number) => this.#leaves.indexOf(leaf) * segments.length + segment;
    const columnsOf = (type: string, area: string, { segments: at }: Stretch) =>
      this.#leaves.flatMap((leaf) =>
        this.#posts.some((post) => leafOf(post) === leaf && post.areas.get(type) === area)
          ? at.map((segment) => column(leaf, segment))
          : [],
      );
    const rows = [
      ...this.#released.flatMap((row) => knownTime(row, bases.includes("day"))),
      ...more.flatMap((place) => this.#revealed(place, segments, stretches)),
    ].flatMap(({ place, lower, upper }) => {
      const [type = "", area = "", period_type, period] = place.split("|");
      const stretch = stretches.get(`${period_type}|${period}`);
      if (stretch === undefined) return [];
      const columns = columnsOf(type, area, stretch);
      return [
        {
          columns,
          coefficients: columns.map(() => 1),
          lower: lower * stretch.days - 1e-6,
          upper: upper * stretch.days + 1e-6,
        },
      ];
    });
    this.#expectTruth(rows, segments);
    const program = await this.#solve({ columns: this.#leaves.length * segments.length, rows });
    try {
      return this.#targets(segments, stretches, program, column);
    } finally {
      program.close();
    }
  }

  /** True working time has to fit what is known, or the attack rests on something false. */
  #expectTruth(
    rows: readonly { readonly columns: readonly number[]; readonly lower: number; readonly upper: number }[],
    segments: readonly Period[],
  ): void {
    const truth = this.#leaves.flatMap((leaf) =>
      segments.map((segment) => this.#time((post) => leafOf(post) === leaf, segment)),
    );
    for (const { columns, lower, upper } of rows) {
      const sum = columns.reduce((total, at) => total + (truth[at] ?? 0), 0);
      if (sum < lower - 1e-6 || sum > upper + 1e-6)
        throw new Error(`The truth, ${sum}, is not from ${lower} to ${upper}.`);
    }
  }

  #time(isOf: (post: Post) => boolean, { seenFrom, seenTo }: Period): number {
    return this.#posts
      .filter(isOf)
      .reduce((sum, post) => sum + post.fte * sharedDays(post, seenFrom, seenTo), 0);
  }

  #targets(
    segments: readonly Period[],
    stretches: ReadonlyMap<string, Stretch>,
    program: OpenProgram,
    column: (leaf: string, segment: number) => number,
  ): readonly Narrowed[] {
    const found: Narrowed[] = [];
    const most = new Map<string, number>();
    const workers = new Map<string, Post[]>();
    for (const post of this.#posts) workers.set(post.who, [...(workers.get(post.who) ?? []), post]);
    for (const [name, stretch] of stretches) {
      for (const own of workers.values())
        for (const type of AREAS)
          for (const area of new Set(own.map(({ areas }) => areas.get(type)))) {
            const there = own.filter(({ areas }) => areas.get(type) === area);
            const segmentsOf = stretch.segments.filter((at) => this.#worked(there, segments[at]));
            const time = segmentsOf.reduce(
              (sum, at) => sum + this.#time((post) => there.includes(post), segments[at] as Period),
              0,
            );
            if (area === undefined || time === 0) continue;
            const columns = [
              ...new Set(
                segmentsOf.flatMap((at) =>
                  there
                    .filter((post) => this.#worked([post], segments[at]))
                    .map((post) => column(leafOf(post), at)),
                ),
              ),
            ].sort((a, b) => a - b);
            const key = columns.join();
            const answer = most.get(key) ?? mostOf(program, columns);
            most.set(key, answer);
            if (answer < TENTH * time - 1e-6)
              found.push({ place: `${type}|${area}|${name}`, own: time, most: answer });
          }
    }
    return found;
  }

  #worked(posts: readonly Post[], segment: Period | undefined): boolean {
    return (
      segment !== undefined && posts.some((post) => sharedDays(post, segment.seenFrom, segment.seenTo) > 0)
    );
  }

  /** The working time of a cell that is not shown, as it would be shown. */
  #revealed(
    { area_type, area, period_type, period }: StaffPlace,
    segments: readonly Period[],
    stretches: ReadonlyMap<string, Stretch>,
  ): readonly Known[] {
    const stretch = stretches.get(`${period_type}|${period}`);
    if (stretch === undefined) return [];
    const time = stretch.segments.reduce(
      (sum, at) => sum + this.#time(({ areas }) => areas.get(area_type) === area, segments[at] as Period),
      0,
    );
    const fte = time / stretch.days;
    const place = [area_type, area, period_type, period].join("|");
    return [{ place, lower: fte - 0.0005, upper: fte + 0.0005 }];
  }
}

const leafOf = ({ areas }: Post): string =>
  `${areas.get("service")}|${areas.get("pcn")}|${areas.get("borough")}`;

function mostOf(program: OpenProgram, columns: readonly number[]): number {
  const answer = program.ask({ columns, sense: "most", whole: false });
  if (answer.status === "unbounded") return Number.POSITIVE_INFINITY;
  if (answer.status !== "solved") throw new Error(`The solver says: ${answer.status}.`);
  return answer.value;
}

const stretchOf = (one: Period, years: readonly Period[], isAll: (one: Period) => boolean): Stretch => ({
  name: one.period,
  days: one.seenTo - one.seenFrom + 1,
  segments: years.flatMap(({ period }, at) => (isAll(one) || period === one.period ? [at] : [])),
});

/** Full-time equivalents that a shown row tells of. */
function knownTime(row: StaffRow, onDay: boolean): readonly Known[] {
  if (row.status !== "published") return [];
  const place = [row.area_type, row.area, row.period_type, row.period].join("|");
  const about = (fte: unknown, off: number): readonly Known[] =>
    typeof fte === "number" ? [{ place, lower: fte - off, upper: fte + off }] : [];
  const upTo = (fte: number): Known => ({ place, lower: 0, upper: fte });
  const patients = Number(row.denominator);
  switch (row.measure) {
    case "link_worker_fte":
      if (onDay) return [];
      return row.value === null ? [upTo(Number(row.upper))] : about(row.value, 0.005);
    case "link_worker_fte_per_10000_patients":
      if (onDay || row.value === null) return [];
      return [
        ...about(row.numerator, 0.0005),
        ...about((Number(row.value) * patients) / 10_000, (0.0005 * patients) / 10_000),
      ];
    case "open_cases_per_fte":
      return onDay ? about(row.denominator, 0.0005) : [];
    default:
      return [];
  }
}
