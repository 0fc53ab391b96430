import { isClearNote, REFERENCE_NOTE } from "../measures/reference-group.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupWords } from "./group-words.ts";
import { numberWords, percentIntervalWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

type Breakdown = Catalogue["breakdowns"][number];

/** Each step in order: its fact, `being reached`, and `were reached`, of those `referred`. */
const STEPS: readonly (readonly [fact: string, doing: string, did: string, of: string])[] = [
  ["contacted", "being reached by a link worker", "were reached by a link worker", "referred"],
  ["assessed", "being assessed for a plan", "were assessed for a plan", "reached"],
  ["started", "starting an activity", "started an activity", "assessed"],
  [
    "completed",
    "completing the planned sessions",
    "completed the planned sessions",
    "who started an activity",
  ],
  ["followed_up", "being followed up", "were followed up", "who completed the sessions"],
  ["improved", "improving by the meaningful change", "improved by the meaningful change", "followed up"],
];

/** Clear falls written out below the headline. */
const WRITTEN = 4;

interface Step {
  readonly category: string;
  readonly doing: string;
  readonly did: string;
  readonly of: string;
  readonly ratio: PrintableFigure;
  readonly own: PrintableFigure;
  readonly other: PrintableFigure | null;
}

/**
 * Where the referrals of a group fall away more than those of the reference group; null where no step was compared.
 *
 * A fall is named only where the release marks it as clear after Holm's allowance for all comparisons and the printed
 * interval of the ratio lies below 1. The greatest is that whose ratio is surely lowest.
 */
export function groupPathwayFinding(
  estimates: SelectionEstimates,
  breakdown: Breakdown,
  catalogue: Catalogue,
): Finding | null {
  const id = breakdown.breakdown;
  const rows = STEPS.flatMap(([fact, doing, did, of]) =>
    estimates.groups(`group_ratio_onward_${fact}`, "", id).map((row) => ({ fact, doing, did, of, row })),
  );
  const compared = rows.filter(({ row }) => row.status === "published");
  if (compared.length === 0) return null;
  const reference = rows.find(({ row }) => row.note === REFERENCE_NOTE)?.row.category;
  const clear = compared.flatMap(({ fact, doing, did, of, row }): Step[] => {
    const share = (category: string) =>
      printableFigure(
        estimates.groups(`group_onward_${fact}`, "", id).find((one) => one.category === category),
      );
    const [ratio, own] = [printableFigure(row), share(row.category)];
    if (!isClearNote(row.note) || ratio === null || own === null) return [];
    const everybody = printableFigure(estimates.whole(`group_onward_${fact}`, ""));
    const other = reference === undefined ? everybody : share(reference);
    return [{ category: row.category, doing, did, of, ratio, own, other }];
  });
  const upperOf = ({ ratio }: Step) => ratio.interval?.upper ?? 1;
  const falls = clear.filter((step) => upperOf(step) < 1).sort((a, b) => upperOf(a) - upperOf(b));
  const rises = clear.filter(({ ratio }) => (ratio.interval?.lower ?? 1) > 1);
  const others = reference === undefined ? "everybody" : groupWords(breakdown, reference);
  const [greatest, ...more] = falls;
  const hidden = rows.filter(({ row }) => row.status === "withheld").length;
  return {
    headline:
      greatest === undefined
        ? `At no step was any group shown to fall away more than ${others}.`
        : `${sentence(`${groupWords(breakdown, greatest.category)} fall furthest behind ${others} at ${greatest.doing}`)} ${sentence(fallWords(greatest, others))}`,
    detail: [
      ...more
        .slice(0, WRITTEN)
        .map((step) => sentence(`${groupWords(breakdown, step.category)}: ${fallWords(step, others)}`)),
      ...(more.length > WRITTEN
        ? [
            `There ${more.length - WRITTEN === 1 ? "is 1 further clear fall" : `are ${more.length - WRITTEN} further clear falls`} in the table.`,
          ]
        : []),
      ...(rises.length === 0
        ? []
        : [
            `At ${numberWords(rises.length)} ${rises.length === 1 ? "step" : "steps"} a group went on more often than ${others}.`,
          ]),
    ],
    caveats: [
      "A fall is named only if it stands after allowing for all groups, steps and characteristics compared. There may be others too small to show.",
      "Assessed means that a first score was taken. Each step counts only referrals that came through all steps before it. The Pathway page asks for no first score, so more start and complete there.",
      "Followed up means that a second score was there by the data date, whether it was due or not.",
      "Recent referrals may still go on. Stopping is not failure: a person may have what they need.",
      "Groups may differ in other ways, such as where they live or how ill they are.",
      "Referrals to one service are alike and each counts by itself, so the intervals may be too narrow.",
      ...(clear.some(({ doing }) => doing.startsWith("improving"))
        ? [
            "Who improves also goes with where people began: from regression to the mean alone, low scores tend to rise and high scores tend to fall.",
          ]
        : []),
      "People whose group is not known are compared with no other.",
      ...(hidden > 0 ? ["Steps of small groups are not shown and not compared."] : []),
      policyCaveat(catalogue),
    ],
  };
}

function fallWords({ did, of, own, other, ratio }: Step, others: string): string {
  const limits = ratio.interval;
  const interval = own.interval === null ? "" : ` (${percentIntervalWords(own.interval, own.denominator)})`;
  const against =
    other === null ? "" : `, against ${percentWords(other.value, other.denominator)} of ${others}`;
  const times =
    limits === null
      ? ""
      : `: ${numberWords(ratio.value, 2)} times as often (95% interval ${numberWords(limits.lower, 2)} to ${numberWords(limits.upper, 2)})`;
  return `of those ${of}, ${percentWords(own.value, own.denominator)} ${did}${interval}${against}${times}`;
}
