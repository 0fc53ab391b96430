import { formatValue, type NumberStyle } from "./format.js";
import type { SizedLimits } from "./funnel-chart.js";
import { type Funnel, type FunnelPoint, type FunnelSide, verdictWords } from "./funnel-words.js";
import { nameColumn, type TableColumn } from "./table-model.js";

const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const SIZE: NumberStyle = { kind: "amount", decimals: 1, signed: false };

/** A network of a funnel's table: its point as it is and adjusted; undefined where withheld. */
export interface FunnelItem {
  readonly area: string;
  readonly plain: FunnelPoint | undefined;
  readonly mixed: FunnelPoint | undefined;
}

interface ColumnParts {
  readonly funnel: Funnel;
  readonly name: (area: string) => string;
  readonly style: NumberStyle;
  readonly outcome: boolean;
  readonly rate: (area: string) => string;
  readonly verdict: (point: FunnelPoint, side: FunnelSide) => string;
}

/** Columns of a funnel's table: figures as they are and adjusted, and verdicts in words; each single limit in the download. */
export function funnelColumns({
  funnel,
  name,
  style,
  outcome,
  rate,
  verdict,
}: ColumnParts): readonly TableColumn<FunnelItem>[] {
  const mix = funnel.case_mix;
  const share = funnel.kind === "share" ? " (0 to 1)" : "";
  const number = (
    label: string,
    pick: (item: FunnelItem) => number | undefined,
    how: NumberStyle,
    unit = "",
  ) =>
    ({
      label,
      csvLabel: `${label}${unit}`,
      numeric: true,
      text: (item: FunnelItem) => {
        const value = pick(item);
        return value === undefined ? "Withheld" : formatValue(value, how);
      },
      csv: (item: FunnelItem) => pick(item) ?? "Withheld",
    }) satisfies TableColumn<FunnelItem>;
  const words = (
    label: string,
    say: (item: FunnelItem) => string,
    csvOnly = false,
  ): TableColumn<FunnelItem> => ({
    label,
    csvOnly,
    text: say,
    csv: say,
  });
  const of = (point: FunnelPoint | undefined, say: (one: FunnelPoint) => string): string =>
    point === undefined ? "Withheld: no verdict" : say(point);
  const near = (limits: readonly SizedLimits[], size: number | undefined, end: "lower" | "upper") =>
    size === undefined ? undefined : limitAt(limits, size, end);
  return [
    nameColumn("Network", (item: FunnelItem) => name(item.area)),
    number("As it is", ({ plain }) => plain?.value, style, share),
    ...(mix === null
      ? []
      : [
          number("Usual for people like its own", ({ mixed }) => mixed?.expected, style, share),
          number("Adjusted", ({ mixed }) => mixed?.value, style, share),
        ]),
    ...(outcome ? [words("Followed up", ({ area }) => rate(area))] : []),
    number("Size", ({ plain }) => plain?.denominator, funnel.kind === "rate" ? SIZE : COUNT),
    ...(["lower", "upper"] as const).map((end) => ({
      ...number(
        `95% limit of chance at its size, ${end}, read off the line`,
        ({ plain }: FunnelItem) => near(funnel.limits, plain?.denominator, end),
        style,
        share,
      ),
      csvOnly: true,
    })),
    words("Verdict, as it is", ({ plain }) => of(plain, (point) => verdict(point, funnel))),
    ...(mix === null
      ? []
      : [words("Verdict, adjusted", ({ mixed }) => of(mixed, (point) => verdict(point, mix)))]),
    ...[
      ["as it is, limits of chance alone", (item: FunnelItem) => item.plain, "verdict"] as const,
      [
        "as it is, differences beyond chance allowed for",
        (item: FunnelItem) => item.plain,
        "adjusted_verdict",
      ] as const,
      ...(mix === null
        ? []
        : [
            ["adjusted, limits of chance alone", (item: FunnelItem) => item.mixed, "verdict"] as const,
            [
              "adjusted, differences beyond chance allowed for",
              (item: FunnelItem) => item.mixed,
              "adjusted_verdict",
            ] as const,
          ]),
    ].map(([label, pick, kind]) =>
      words(
        `Verdict: ${label}`,
        (item) =>
          of(pick(item), (point) => {
            const said = point[kind];
            return said === null ? "no such limits" : verdictWords(said);
          }),
        true,
      ),
    ),
  ];
}

/** A limit at a size, between the two sizes next to it. */
function limitAt(limits: readonly SizedLimits[], size: number, end: "lower" | "upper"): number | undefined {
  const after = limits.find(({ n }) => n >= size);
  const before = limits.findLast(({ n }) => n <= size);
  if (after === undefined || before === undefined) return (after ?? before)?.inner[end];
  if (after.n === before.n) return after.inner[end];
  const part = (size - before.n) / (after.n - before.n);
  return Number((before.inner[end] + part * (after.inner[end] - before.inner[end])).toFixed(3));
}
