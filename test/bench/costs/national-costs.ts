import { readFileSync } from "node:fs";
import type { AskedCost, SizeCost, Spread } from "../../../reports/components/cost-plot.ts";

/** Seconds by the clock and of the processors. */
export interface Seconds {
  readonly wall: number;
  readonly processor: number;
}

/** What a stage of the national bench took, in a process of its own. */
export interface Cost extends Seconds {
  readonly parts: Readonly<Record<string, Seconds>>;
  /** Megabytes at the most. */
  readonly memory: number;
}

/** What one amount of data is. */
export type Size = Pick<SizeCost, "referrals" | "contacts" | "networks" | "exports_mb" | "warehouse_mb">;

/** A line of the file that the national bench writes as it goes; `sample` begins an amount of data anew. */
export type CostLine = { readonly years: number } & (
  | ({ readonly stage: "sample" | "bare" | "ingest" | "release" | "unchanged" | "site" } & Cost)
  | ({ readonly stage: "size" } & Size)
);

/** Parts of a release whose work is on published cells, not on people. */
export const INFERENCE = ["estimates", "protection", "documents"] as const;
export const AUDIT = "audit";

/** Median, lowest and highest of some values, to three decimals. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = Math.floor(sorted.length / 2);
  const middle = sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
  const short = (value: number) => Number(value.toFixed(3));
  return { median: short(middle), lowest: short(at(0)), highest: short(at(sorted.length - 1)) };
}

/** Seconds of some parts of a stage together. */
export const partsOf = ({ parts }: Cost, names: readonly string[], of: keyof Seconds): number =>
  names.reduce((sum, name) => sum + (parts[name]?.[of] ?? 0), 0);

/** A release but for its audit. */
export const withoutAudit = (cost: Cost, of: keyof Seconds): number => cost[of] - partsOf(cost, [AUDIT], of);

/** One amount of data as it was measured last. */
interface Measured {
  readonly years: number;
  readonly size: Size | undefined;
  readonly of: (stage: CostLine["stage"]) => readonly Cost[];
}

function measured(lines: readonly CostLine[]): readonly Measured[] {
  return [...new Set(lines.map(({ years }) => years))]
    .sort((a, b) => a - b)
    .map((years) => {
      const all = lines.filter((line) => line.years === years);
      const last = all.slice(
        Math.max(
          0,
          all.findLastIndex(({ stage }) => stage === "sample"),
        ),
      );
      return {
        years,
        size: last.find((line) => line.stage === "size"),
        of: (stage: CostLine["stage"]) =>
          last.flatMap((line) => (line.stage === stage && line.stage !== "size" ? [line] : [])),
      };
    });
}

const NAMES = new Map([
  [0.1, "a tenth of a year"],
  [0.3, "three tenths of a year"],
  [1, "a year"],
]);
const nameOf = (years: number): string => NAMES.get(years) ?? `${years} years`;

/** Each amount of data that was measured, for the table of costs. */
export function nationalSizes(lines: readonly CostLine[]): readonly SizeCost[] {
  return measured(lines).flatMap(({ years, size, of }) => {
    const [read, release] = [of("ingest"), of("release")];
    if (size === undefined || read.length === 0 || release.length === 0) return [];
    const { referrals, contacts, networks, exports_mb, warehouse_mb } = size;
    return [
      {
        label: `England, ${nameOf(years)}`,
        ...{ referrals, contacts, networks, exports_mb, warehouse_mb },
        read: spreadOf(read.map(({ wall }) => wall)),
        release: spreadOf(release.map((cost) => withoutAudit(cost, "wall"))),
        audit: spreadOf(release.map((cost) => partsOf(cost, [AUDIT], "wall"))),
        memory_mb: Math.round(Math.max(...[...read, ...release].map(({ memory }) => memory))),
      },
    ];
  });
}

/** What of ten times as many people is still called no growth: runs differ by as much by themselves. */
const NO_GROWTH = 1.1;

const quotients = (over: readonly number[], under: readonly number[]): readonly number[] =>
  over.flatMap((value, index) => (under[index] === undefined ? [] : [value / under[index]]));

/** What is asked of the largest amount of data, beside what was measured; ratios are of one run each. */
export function nationalAsked(lines: readonly CostLine[]): readonly AskedCost[] {
  const sizes = measured(lines);
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (least === undefined || most === undefined) return [];
  const of = (stage: CostLine["stage"], value: (cost: Cost) => number) => most.of(stage).map(value);
  const inference = ({ of: costs }: Measured, names: readonly string[]) =>
    spreadOf(costs("release").map((cost) => partsOf(cost, names, "processor"))).median;
  const growth = (names: readonly string[]) => [inference(most, names) / inference(least, names)];
  const of1 = nameOf(most.years);
  const rows: readonly (readonly [string, AskedCost["unit"], number, readonly number[]])[] = [
    [
      `reading ${of1} ÷ bare DuckDB that only casts it`,
      "×",
      2.5,
      quotients(
        of("ingest", ({ wall }) => wall),
        of("bare", ({ wall }) => wall),
      ),
    ],
    [
      "the same, in processor time",
      "×",
      2.5,
      quotients(
        of("ingest", ({ processor }) => processor),
        of("bare", ({ processor }) => processor),
      ),
    ],
    [
      "release without its audit ÷ reading",
      "×",
      1,
      quotients(
        of("release", (cost) => withoutAudit(cost, "wall")),
        of("ingest", ({ wall }) => wall),
      ),
    ],
    ["audit", "s", 600, of("release", (cost) => partsOf(cost, [AUDIT], "wall"))],
    [
      "most memory",
      "GB",
      6,
      [...of("ingest", ({ memory }) => memory), ...of("release", ({ memory }) => memory)].map(
        (mb) => mb / 1000,
      ),
    ],
    ...(sizes.length < 2
      ? []
      : ([
          [
            `estimates and disclosure control, ${of1} ÷ ${nameOf(least.years)}`,
            "×",
            NO_GROWTH,
            growth(INFERENCE),
          ],
          [`audit, ${of1} ÷ ${nameOf(least.years)}`, "×", NO_GROWTH, growth([AUDIT])],
        ] as const)),
    ["an unchanged release recognised", "s", Number.POSITIVE_INFINITY, of("unchanged", ({ wall }) => wall)],
    ["site built", "s", 120, of("site", ({ parts }) => parts.build?.wall ?? Number.NaN)],
  ];
  return rows.flatMap(([what, unit, limit, values]) =>
    values.length === 0
      ? []
      : [
          {
            what,
            unit,
            most: Number.isFinite(limit) ? limit : null,
            runs: values.length,
            measured: spreadOf(values),
          },
        ],
  );
}

/** The lines that the national bench wrote. */
export const readCostLines = (file: string): readonly CostLine[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CostLine);
