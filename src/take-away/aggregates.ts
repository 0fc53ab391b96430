import type { Catalogue } from "../release/catalogue.ts";
import { csvCell } from "../release/estimates-table.ts";
import type { PackedComparePage } from "../release/pack-funnels.ts";
import { estimateLookup, type Lookup } from "./estimate-lookup.ts";
import type { TakeAwayRelease } from "./read-release.ts";
import { releaseMark } from "./release-words.ts";

/** One number for the script: which check it belongs to, of what row, and its name. */
interface Aggregate {
  readonly check: "share" | "mean" | "funnel" | "regression";
  readonly row: string;
  readonly name: string;
  readonly value: number;
}

/** From this denominator on, shares are released to a thousandth. */
const THOUSANDTHS_FROM = 4000;
/** Characteristics whose groups make up everybody, those with few groups first. */
const PARTITIONS = ["baseline_level", "gender", "interpreter", "imd_quintile", "age_band", "ethnic_group"];

/**
 * The released numbers from which `reproduce.R` works headline figures out again, as CSV: one number a row. Checks that the
 * release holds nothing for, or that rest on a withheld figure, are left out.
 */
export function aggregatesCsv(release: TakeAwayRelease): string {
  const { catalogue, compare } = release;
  const lookup = estimateLookup(release.estimates);
  const [main] = catalogue.instruments;
  const rows =
    main === undefined
      ? []
      : [
          ...shareRows(catalogue, lookup, main.id),
          ...meanRows(catalogue, lookup, main),
          ...funnelRows(compare, main.id),
          ...regressionRows(lookup, main),
        ];
  const mark = releaseMark(catalogue);
  const head = ["check", "row", "name", "value", ...(mark === "" ? [] : ["mark"])];
  const lines = rows.map(({ check, row, name, value }) =>
    [check, row, name, value, ...(mark === "" ? [] : [mark])].map(csvCell).join(","),
  );
  return `\ufeff${[head.join(","), ...lines].join("\r\n")}\r\n`;
}

const rowsOf = (
  check: Aggregate["check"],
  row: string,
  numbers: Readonly<Record<string, number>>,
): readonly Aggregate[] => Object.entries(numbers).map(([name, value]) => ({ check, row, name, value }));

function shareRows({ policy }: Catalogue, lookup: Lookup, instrument: string): readonly Aggregate[] {
  const found = lookup({ measure: "follow_up_rate", instrument });
  if (found?.status !== "published") return [];
  const { numerator, denominator, value, lower, upper, level } = found;
  if (numerator === null || denominator === null || value === null || lower === null || upper === null)
    return [];
  return rowsOf("share", "all", {
    numerator,
    denominator,
    value,
    lower,
    upper,
    level: level ?? 0.95,
    decimals: Math.max(denominator >= THOUSANDTHS_FROM ? 3 : 2, ...[value, lower, upper].map(decimalsOf)),
    round_to: policy.round_to,
    midpoint: policy.rounding === "midpoint" ? 1 : 0,
    withhold_up_to: policy.withhold_up_to,
  });
}

function meanRows(
  { breakdowns, policy }: Catalogue,
  lookup: Lookup,
  { id, decimals }: Catalogue["instruments"][number],
): readonly Aggregate[] {
  const shown = (breakdown: string, category: string) => {
    const found = lookup({ measure: "mean_change", instrument: id, breakdown, category });
    if (found?.status !== "published") return undefined;
    const { n, value, lower, upper, level } = found;
    if (n === null || value === null || lower === null || upper === null) return undefined;
    return { n, value, lower, upper, level: level ?? 0.95 };
  };
  const all = shown("none", "all");
  if (all === undefined) return [];
  for (const breakdown of PARTITIONS) {
    const categories = breakdowns.find((one) => one.breakdown === breakdown)?.categories ?? [];
    const present = categories.filter(
      ({ category }) => lookup({ measure: "mean_change", instrument: id, breakdown, category }) !== undefined,
    );
    const groups = present.flatMap(({ category }) => {
      const found = shown(breakdown, category);
      return found === undefined ? [] : [{ category, ...found }];
    });
    const sum = groups.reduce((total, { n }) => total + n, 0);
    const whole = groups.length === present.length && groups.length > 1;
    if (!whole || Math.abs(sum - all.n) > ((groups.length + 1) * policy.round_to) / 2) continue;
    return [
      ...rowsOf("mean", "all", { ...all, decimals: Math.max(1, decimals), round_to: policy.round_to }),
      ...groups.flatMap(({ category, n, value, lower, upper }) =>
        rowsOf("mean", `${breakdown} ${category}`, { n, value, lower, upper }),
      ),
    ];
  }
  return [];
}

function funnelRows({ funnels }: PackedComparePage, instrument: string): readonly Aggregate[] {
  const found = funnels.find(
    (one) => one.measure === "follow_up_rate" && one.instrument === instrument && one.status === "published",
  );
  if (found === undefined || found.plain.centre === null || found.plain.limits.length === 0) return [];
  const { centre, limits } = found.plain;
  const sizes = Array.from({ length: limits.length / 5 }, (_, at) => limits.slice(at * 5, at * 5 + 5));
  return [
    ...rowsOf("funnel", "all", { centre }),
    ...sizes.flatMap(([size = 0, ...ends]) => {
      const [lower_95 = 0, upper_95 = 0, lower_998 = 0, upper_998 = 0] = ends.map((end) => end / 1000);
      return rowsOf("funnel", String(size), { lower_95, upper_95, lower_998, upper_998 });
    }),
  ];
}

function regressionRows(
  lookup: Lookup,
  { id, decimals, regression_to_mean: reference }: Catalogue["instruments"][number],
): readonly Aggregate[] {
  const band = lookup({ measure: "expected_change_rtm", instrument: id });
  const before = lookup({ measure: "mean_baseline", instrument: id })?.value ?? null;
  if (reference === null || band?.status !== "published") return [];
  const { lower, upper } = band;
  if (before === null || lower === null || upper === null) return [];
  return rowsOf("regression", "all", {
    mean_before: before,
    reference_mean: reference.mean,
    r_lower: reference.r[0],
    r_upper: reference.r[1],
    lower,
    upper,
    decimals: Math.max(1, decimals),
  });
}

const decimalsOf = (value: number): number => (String(value).split(".")[1] ?? "").length;
