import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { type CaseRow, caseSpans, isOpen, isWaiting, startedIn } from "../../src/measures/workforce-cases.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { caseloadEstimates } from "../../src/release/exact-caseload.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { seededRandom } from "../../src/sample/random.ts";
import { countsRoundingTo } from "../../src/statistics/consistent-counts.ts";
import { linearRanges, type Target } from "../disclosure-attack/linear-range.ts";

const policy = policies["nhs-england"];
const SERVICES = ["S1", "S2", "S3"] as const;
const programme: Programme = programmeSchema.parse({
  id: "made",
  name: "Made for a test",
  synthetic: true,
  window: { from: "2022-04-01", to: "2023-03-31" },
  data_date: "2023-03-31",
  services: SERVICES.map((id) => ({ id, name: id })),
  sources: [{ id: "records", file: "r.csv", profile: "r" }],
});
const spans = caseSpans(programme);
const QUARTERS = [0, 1, 2, 3];

const kindsOf = (service: (typeof SERVICES)[number]): readonly Omit<CaseRow, "n">[] =>
  [-1, ...QUARTERS].flatMap((received) =>
    [-1, ...QUARTERS, 4].flatMap((started) =>
      [-1, ...QUARTERS, 4].map((closed) => ({
        service,
        covered: true,
        seen_recorded: true,
        received,
        started,
        closed,
        several_reasons: false,
        crisis: false,
        smi: false,
        interpreter: false,
      })),
    ),
  );
const everyKind = SERVICES.flatMap(kindsOf);

/** A world: many cases in the first service, few in the last. */
function worldOf(seed: number): readonly CaseRow[] {
  const random = seededRandom(seed);
  return everyKind.flatMap((kind) => {
    const { received, started, closed } = kind;
    if (closed < received || started < received) return [];
    const likely = { S1: 0.9, S2: 0.5, S3: 0.12 }[kind.service ?? "S1"] ?? 0;
    return random.chance(likely) ? [{ ...kind, n: 1 + Math.floor(random.uniform() * 7) }] : [];
  });
}

type Counts = (row: Omit<CaseRow, "n">) => boolean;
/** What the figure of a cell counts, written out once more. */
function countsOf({ measure, area, period_type, period }: ReleasedEstimate): Counts | undefined {
  const span = spans.find((one) => one.period_type === period_type && one.period === period);
  if (span === undefined) return undefined;
  const own: Counts = ({ service }) => area === "programme" || service === area;
  const of: Readonly<Record<string, Counts>> = {
    referrals: ({ received }) => received >= span.first && received <= span.last,
    cases_open: (row) => isOpen(row, span.last),
    cases_waiting: (row) => isWaiting(row, span.last),
    support_started: (row) => startedIn(row, span),
  };
  const counted = of[measure];
  return counted === undefined ? undefined : (row) => own(row) && counted(row);
}

const referralsOf = (rows: readonly CaseRow[]): readonly ExactEstimate[] =>
  ["programme", ...SERVICES].flatMap((area) =>
    spans.map((span): ExactEstimate => {
      const value = rows
        .filter(({ service, received }) => {
          const here = area === "programme" || service === area;
          return here && received >= span.first && received <= span.last;
        })
        .reduce((sum, { n }) => sum + n, 0);
      return {
        measure: "referrals",
        instrument: "",
        area_type: area === "programme" ? "programme" : "service",
        area,
        period_type: span.period_type,
        period: span.period,
        breakdown: "none",
        category: "all",
        numerator: null,
        denominator: null,
        n: value,
        value,
        lower: null,
        upper: null,
        level: null,
        method: "count",
        status: "published",
        note: "",
        kind: "count",
        decimals: 0,
      };
    }),
  );

async function protect(rows: readonly CaseRow[]) {
  const cases = { spans, rows };
  const exact = [...referralsOf(rows), ...caseloadEstimates({ cases, support: [], contacts: [] }, programme)];
  const release = await protectRelease({
    exact: new Unreleased(exact),
    sources: {
      leaves: {
        referrals: [],
        people: { single: [], several: [] },
        referralsByGroup: new Map(),
        episodes: [],
        episodesByGroup: new Map(),
      },
      activity: undefined,
      caseload: { cases, support: [], contacts: [] },
      geography: { comparatorsOf: () => [], windowOf: () => undefined },
    },
    policy,
    solve: await loadSolver(),
  });
  return { exact, release };
}

/** An outsider who knows every way a case can go, all that is shown, and that what comes in must be open until it is closed. */
async function attack(rows: readonly CaseRow[], released: readonly ReleasedEstimate[]) {
  const key = ({ service, received, started, closed }: Omit<CaseRow, "n">) =>
    [service, received, started, closed].join("|");
  const truth = everyKind.map((kind) => rows.find((row) => key(row) === key(kind))?.n ?? 0);
  const columnsOf = (counts: Counts) => everyKind.flatMap((kind, at) => (counts(kind) ? [at] : []));
  const cells = released.flatMap((row) => {
    const counts = countsOf(row);
    if (counts === undefined) return [];
    const columns = columnsOf(counts);
    return [{ row, columns, exact: columns.reduce((sum, at) => sum + (truth[at] ?? 0), 0) }];
  });
  const shown = cells.flatMap(({ row, columns }) => {
    if (row.value === null) return [];
    const possible = countsRoundingTo(row.value, policy);
    const name = `${row.measure} ${row.area} ${row.period}`;
    return [{ name, columns, lower: Math.min(...possible), upper: Math.max(...possible) }];
  });
  const secrets = cells.filter(({ row, exact }) => row.value === null && exact >= 1 && exact <= 7);
  const targets: Target[] = secrets.map(({ columns }) => ({ columns, need: 4, most: 7 }));
  const found = await linearRanges(everyKind.length, shown, targets, truth);
  return {
    shown: shown.length,
    found,
    names: secrets.map(({ row }) => `${row.measure} ${row.area} ${row.period}`),
  };
}

describe("what came in, what is open and who waits, together", () => {
  it("leave at least four numbers possible for each small one that is not shown", async () => {
    let secrets = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const rows = worldOf(seed);
      const { release } = await protect(rows);
      const { found, names, shown } = await attack(rows, release.estimates.value);
      expect(shown, `seed ${seed}`).toBeGreaterThan(25);
      secrets += found.length;
      const broken = found.flatMap(({ left, least, most }, at) =>
        left < 4 ? [`${names[at]}: ${least} to ${most}`] : [],
      );
      expect(broken, `seed ${seed}`).toEqual([]);
    }
    expect(secrets).toBeGreaterThan(10);
  });

  it("would give small numbers away if each were only withheld by itself: the attack is able to win", async () => {
    // 22 open, then 28 with 7 received and 1 closed: 28 − 22 leaves 6 or 7 received, where 20 and 30 are shown.
    const kind = everyKind.filter(({ service }) => service === "S1");
    const go = (received: number, started: number, closed: number, n: number): CaseRow => {
      const found = kind.find(
        (one) => one.received === received && one.started === started && one.closed === closed,
      );
      if (found === undefined) throw new Error("There is no such way.");
      return { ...found, n };
    };
    const rows = [go(-1, -1, 4, 21), go(-1, -1, 1, 1), go(1, 1, 4, 7)];
    const { exact, release } = await protect(rows);
    const alone = exact.map(
      (row): ReleasedEstimate =>
        (row.value ?? 0) >= 1 && (row.value ?? 0) <= 7
          ? { ...row, value: null, n: null, status: "withheld" }
          : { ...row, value: Math.round((row.value ?? 0) / 5) * 5 },
    );
    const naive = await attack(rows, alone);
    const at = naive.names.indexOf("referrals S1 2022-Q3");
    expect(naive.found[at]?.left).toBeLessThan(4);
    const { found, names } = await attack(rows, release.estimates.value);
    expect(found.flatMap(({ left }, index) => (left < 4 ? [names[index]] : []))).toEqual([]);
  });
});
