import {
  eventLimits,
  isSmall,
  type Limits,
  meanOf,
  quantileOf,
  shareLimits,
  survivalOf,
  toFive,
  typicalOf,
} from "./figures.ts";
import { type Exact, keyOf } from "./recompute.ts";

type Row = Readonly<Record<string, unknown>>;

/** How a release compares with what was recomputed. */
export interface Comparison {
  /** Figures that are not what the policy makes of the recomputed ones. */
  readonly wrong: readonly string[];
  /** Rows by measure: figures checked, withheld as they may be, and rows that nothing was recomputed for. */
  readonly checked: ReadonlyMap<string, number>;
  readonly withheld: ReadonlyMap<string, number>;
  readonly uncovered: ReadonlyMap<string, number>;
}

/** Shares that tell something private of everybody: where all, or none, of a cell are meant. */
const TELLING: Readonly<Record<string, "all" | "none">> = {
  share_unregistered: "all",
  share_crisis: "all",
  share_mental_health_reason: "all",
  share_goals_not_met: "all",
  share_improved: "none",
  share_same: "all",
  share_worse: "all",
};

const FIGURES = ["numerator", "denominator", "n", "value", "lower", "upper"] as const;
const near = (shown: unknown, exact: number, decimals: number) =>
  typeof shown === "number" && Math.abs(shown - exact) <= 0.5 * 10 ** -decimals + 1e-9;
/** A limit moved away from the value, by less than one in the last place. */
const outwards = (shown: unknown, exact: number, decimals: number, sign: 1 | -1) => {
  const off = sign * (Number(shown) - exact);
  return typeof shown === "number" && off >= -1e-9 && off < 10 ** -decimals - 1e-12;
};

/**
 * Sets each released row against the recomputed figure under the policy `nhs-england`, as its text words it. `stages` are
 * those of the pathway, in order. Of a measure that is recomputed, a cell that nothing was recomputed for has nobody.
 */
export function compare(
  released: readonly Row[],
  exact: ReadonlyMap<string, Exact>,
  stages: readonly string[],
): Comparison {
  const wrong: string[] = [];
  const [checked, withheld, uncovered] = [new Map(), new Map(), new Map()] as Map<string, number>[];
  const count = (map: Map<string, number> | undefined, { measure }: Row) =>
    map?.set(String(measure), (map.get(String(measure)) ?? 0) + 1);
  const rows = new Map(released.map((row) => [keyOf(row), row]));
  const covered = new Set([...exact.keys()].map((key) => key.slice(0, key.indexOf("|"))));
  for (const row of released) {
    const found = exact.get(keyOf(row)) ?? pathwayShare(row, rows, stages);
    if (found === undefined && !covered.has(String(row.measure))) {
      count(uncovered, row);
      continue;
    }
    if (found === undefined) {
      count(row.status === "published" ? checked : withheld, row);
      if (FIGURES.some((part) => row[part] !== null && row[part] !== 0))
        wrong.push(`${keyOf(row)}: nobody is in it`);
      continue;
    }
    const faults = row.status === "published" ? shownFaults(row, found) : hiddenFaults(row, found);
    count(row.status === "published" ? checked : withheld, row);
    for (const fault of faults) wrong.push(`${keyOf(row)}: ${fault}`);
  }
  return {
    wrong,
    checked: checked ?? new Map(),
    withheld: withheld ?? new Map(),
    uncovered: uncovered ?? new Map(),
  };
}

/** The pathway as groups are set beside each other. */
const GROUP_STAGES = ["referred", "contacted", "assessed", "started", "completed", "followed_up", "improved"];

/** Shares of the stages of the pathway rest on released counts alone. */
function pathwayShare(
  row: Row,
  rows: ReadonlyMap<string, Row>,
  pathway: readonly string[],
): Exact | undefined {
  const [, about, kind, fact] = /^(share|group)_(reached|onward)_(\w+)$/.exec(String(row.measure)) ?? [];
  if (kind === undefined || fact === undefined) return undefined;
  const stages = about === "group" ? GROUP_STAGES : pathway;
  const nameOf = (stage: string) =>
    about === "share" ? `pathway_${stage}` : stage === "referred" ? "referrals" : `group_pathway_${stage}`;
  const stageOf = (stage: string | undefined) => rows.get(keyOf({ ...row, measure: nameOf(stage ?? "") }));
  const [stage, of] = [
    stageOf(fact),
    stageOf(kind === "reached" ? stages[0] : stages[stages.indexOf(fact) - 1]),
  ];
  if (stage?.status !== "published" || of?.status !== "published")
    return { kind: "share", x: 1, n: 1, behind: [1] };
  return { kind: "share", x: Number(stage.value), n: Number(of.value), behind: [] };
}

const isWhole = (row: Row) => row.area_type === "programme" && row.period_type === "all";

/** Whether the policy, by the words it is published in, lets a figure be shown at all. */
function mayShow(row: Row, exact: Exact): boolean {
  switch (exact.kind) {
    case "count":
      return !isSmall(exact.count);
    case "share": {
      const { x, n, behind } = exact;
      const telling = TELLING[String(row.measure)];
      if ([x, n, n - x, ...behind].some(isSmall)) return false;
      return telling === undefined || isWhole(row) || x !== (telling === "all" ? n : 0);
    }
    case "mean":
      return (
        ![exact.n, ...exact.behind].some(isSmall) && meanOf(exact.n, exact.sum, exact.squares).limits !== null
      );
    case "expected":
      return !isSmall(exact.n);
    case "quantile": {
      const people = exact.counted.reduce((sum, [, n]) => sum + n, 0);
      return people >= 20 && !isSmall(Math.floor(people * Math.min(exact.share, 1 - exact.share) + 1e-9));
    }
    case "typical":
      return exact.counted.reduce((sum, [, n]) => sum + n, 0) >= 20;
    case "survival": {
      const { n, value } = survivalOf(exact.waits, exact.share);
      return n >= 20 && value !== null && !isSmall(Math.floor(n * (1 - exact.share) + 1e-9));
    }
    case "rate":
      return !isSmall(exact.events);
    case "published":
      return true;
  }
}

function hiddenFaults(row: Row, exact: Exact): readonly string[] {
  const shown = FIGURES.filter((part) => row[part] !== null && part !== "n");
  if (shown.length > 0) return [`${String(row.status)}, yet ${shown.join(", ")} stand there`];
  if (row.status === "withheld") return row.n === null ? [] : ["withheld, yet n stands there"];
  const nobody =
    (exact.kind === "share" && exact.n === 0) ||
    (exact.kind === "mean" && exact.n < 2) ||
    exact.kind === "expected" ||
    (exact.kind === "survival" && survivalOf(exact.waits, exact.share).value === null);
  return nobody ? [] : [`${String(row.status)}, though there is a figure`];
}

function shownFaults(row: Row, exact: Exact): readonly string[] {
  if (!mayShow(row, exact)) return ["shown, though the policy withholds it"];
  const faults: string[] = [];
  const expectEqual = (part: string, wanted: unknown) => {
    if (row[part] !== wanted) faults.push(`${part} is ${String(row[part])}, not ${String(wanted)}`);
  };
  const expectNear = (part: string, wanted: number, decimals: number) => {
    if (!near(row[part], wanted, decimals)) faults.push(`${part} is ${String(row[part])}, not ${wanted}`);
  };
  const expectLimits = (limits: Limits | null, decimals: number) => {
    if (limits === null) for (const part of ["lower", "upper"]) expectEqual(part, null);
    else for (const part of ["lower", "upper"] as const) expectNear(part, limits[part], decimals);
  };
  switch (exact.kind) {
    case "count":
      for (const part of ["value", "n"]) expectEqual(part, toFive(exact.count));
      break;
    case "share": {
      const [x, n] = [toFive(exact.x), toFive(exact.n)];
      expectEqual("numerator", x);
      expectEqual("denominator", n);
      expectEqual("n", n);
      const decimals = n >= 4000 ? 3 : 2;
      expectNear("value", x / n, decimals);
      const { lower, upper } = shareLimits(x, n);
      if (!outwards(row.lower, lower, decimals, -1))
        faults.push(`lower is ${String(row.lower)}, not ${lower}`);
      if (!outwards(row.upper, upper, decimals, 1))
        faults.push(`upper is ${String(row.upper)}, not ${upper}`);
      break;
    }
    case "mean": {
      const { value, limits } = meanOf(exact.n, exact.sum, exact.squares);
      const [scale, decimals] = [10 ** exact.scaled, Math.max(1, exact.scaled)];
      expectEqual("n", toFive(exact.n));
      expectNear("value", value / scale, decimals);
      expectLimits(
        limits === null ? null : { lower: limits.lower / scale, upper: limits.upper / scale },
        decimals,
      );
      break;
    }
    case "expected":
      expectEqual("n", toFive(exact.n));
      expectEqual("value", null);
      expectLimits(exact, Math.max(1, exact.scaled));
      break;
    case "quantile":
    case "typical": {
      const isTypical = exact.kind === "typical";
      const { n, value, limits } = isTypical
        ? typicalOf(exact.counted)
        : quantileOf(exact.counted, exact.share);
      const [scale, decimals] = isTypical ? [10 ** exact.scaled, Math.max(1, exact.scaled)] : [1, 1];
      expectEqual("n", toFive(n));
      expectNear("value", value / scale, decimals);
      expectLimits(
        limits === null ? null : { lower: limits.lower / scale, upper: limits.upper / scale },
        decimals,
      );
      break;
    }
    case "survival": {
      const { n, value, lower, upper } = survivalOf(exact.waits, exact.share);
      expectEqual("n", toFive(n));
      expectNear("value", value ?? Number.NaN, 0);
      expectLimits(lower === null || upper === null ? null : { lower, upper }, 0);
      break;
    }
    case "rate": {
      const [events, per] = [toFive(exact.events), 1000 / exact.exposure];
      expectEqual("numerator", events);
      expectEqual("n", events);
      expectNear("denominator", exact.exposure, 3);
      expectNear("value", events * per, 2);
      const like = [-2, -1, 0, 1, 2].map((off) => events + off).filter((one) => one >= 0 && !isSmall(one));
      const limits = like.map(eventLimits);
      // The limits allow for the last place of the denominator too, and are rounded outwards.
      const lower = Math.min(...limits.map((one) => one.lower)) * per;
      const upper = Math.max(...limits.map((one) => one.upper)) * per;
      if (!outwards(row.lower, lower, 1.9, -1)) faults.push(`lower is ${String(row.lower)}, not ${lower}`);
      if (!outwards(row.upper, upper, 1.9, 1)) faults.push(`upper is ${String(row.upper)}, not ${upper}`);
      break;
    }
    case "published":
      expectEqual("value", exact.value);
  }
  return faults;
}
