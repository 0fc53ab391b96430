import type { Policy } from "../policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "../protect-estimates.ts";
import { possibleCounts } from "./possible-counts.ts";

/** A row as it is about to be published, and what kind of figure it is. */
export type FormRow = ReleasedEstimate & Pick<ExactEstimate, "kind" | "decimals" | "per" | "step">;

/** What is wrong with a row, as a sentence without its subject, and what to do. */
export interface FormFault {
  readonly what: string;
  readonly remedy: string;
}

export const FIGURES = ["numerator", "denominator", "n", "value", "lower", "upper", "level"] as const;
type Figure = (typeof FIGURES)[number];

export const MAKE_AGAIN =
  "Make the release again; if it stays, the figure was changed after disclosure control.";
const LEAVE_OUT = "Leave it out, or put it through disclosure control as an estimate of its own kind.";

/** Any figure that is there and not among those allowed. */
export function empty(row: FormRow, allowed: readonly Figure[]): readonly FormFault[] {
  const extra = FIGURES.filter((figure) => row[figure] !== null && !allowed.includes(figure));
  if (extra.length === 0) return [];
  const what = row.status === "published" ? "shows" : `is ${row.status.replaceAll("_", " ")} and still shows`;
  return [{ what: `${what} its ${extra.join(", ")}`, remedy: LEAVE_OUT }];
}

/** Any figure that must be there and is not. */
export function present(row: FormRow, wanted: readonly Figure[]): readonly FormFault[] {
  const missing = wanted.filter((figure) => row[figure] === null);
  if (missing.length === 0) return [];
  return [{ what: `is published without its ${missing.join(", ")}`, remedy: MAKE_AGAIN }];
}

/** A figure that must be the same as another and is not. */
export function same(row: FormRow, figure: Figure, other: Figure): readonly FormFault[] {
  if (row[figure] === row[other]) return [];
  return [
    { what: `has a ${figure} other than its ${other}, so that both tell more than one`, remedy: MAKE_AGAIN },
  ];
}

/** Counts that are not rounded, or that only small ones round to; null is passed over. */
export function rounded(row: FormRow, figures: readonly Figure[], policy: Policy): readonly FormFault[] {
  return figures.flatMap((figure): readonly FormFault[] => {
    const printed = row[figure];
    if (printed === null) return [];
    const possible = possibleCounts(printed, policy);
    if (possible === undefined) {
      return [
        {
          what: `shows a ${figure} of ${printed}, which is not rounded to ${policy.roundTo}`,
          remedy: LEAVE_OUT,
        },
      ];
    }
    const { least, most } = possible;
    if (printed === 0 ? most <= policy.withholdUpTo : most > policy.withholdUpTo) return [];
    return [
      {
        what: `shows a ${figure} of ${printed}, which stands for ${Math.max(least, 1)} to ${most} people`,
        remedy: "Withhold it.",
      },
    ];
  });
}

/** Figures with more digits than they may carry. */
export function decimals(row: FormRow, figures: readonly Figure[], allowed: number): readonly FormFault[] {
  const long = figures.filter((figure) => row[figure] !== null && !carries(row[figure] ?? 0, allowed));
  if (long.length === 0) return [];
  return [
    {
      what: `has a ${long.join(", ")} with more than ${allowed} decimals, which can tell how many people are behind it`,
      remedy: MAKE_AGAIN,
    },
  ];
}

function carries(figure: number, allowed: number): boolean {
  const scaled = Math.abs(figure) * 10 ** allowed;
  return Math.abs(scaled - Math.round(scaled)) <= 1e-9 * Math.max(1, scaled);
}

/** A number of people from which it follows that there are too few; where it must be there, also none at all. */
export function people(row: FormRow, least: number, policy: Policy): readonly FormFault[] {
  const { n } = row;
  if (n === null) return [{ what: "does not say how many people it rests on", remedy: MAKE_AGAIN }];
  const most = possibleCounts(n, policy)?.most ?? n;
  if (most >= least) return [];
  return [{ what: `rests on at most ${most} people, and ${least} are needed`, remedy: "Withhold it." }];
}

/** Whether two figures differ by no more than so much. */
export const isNear = (a: number | null, b: number, within: number): boolean =>
  a !== null && Math.abs(a - b) <= within + 1e-9;
