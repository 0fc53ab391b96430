import { isClearNote } from "../measures/reference-group.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupWords } from "./group-words.ts";
import { numberWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

type Breakdown = Catalogue["breakdowns"][number];

const UNKNOWN = new Set(["not_known", "not_stated", "suppressed"]);

interface Wait {
  readonly category: string;
  readonly figure: PrintableFigure;
  readonly all: PrintableFigure;
}

/** `half` and `nine in ten`: by when so many of the referrals had a first contact. */
const MEASURES = [
  ["wait_median_days", "half"],
  ["wait_p90_days", "nine in ten"],
] as const;

/**
 * How long each group waited for a first contact, those still waiting included; null where no wait is known.
 *
 * A group is said to wait longer than everybody only where its interval lies wholly above that of everybody, and the release
 * marks that as clear after allowing for all groups of all characteristics.
 */
export function groupWaitsFinding(
  estimates: SelectionEstimates,
  breakdown: Breakdown,
  catalogue: Catalogue,
): Finding | null {
  const name = (category: string) => groupWords(breakdown, category);
  const parts = MEASURES.map(([measure, words]) => {
    const row = estimates.whole(measure, "");
    const all = printableFigure(row);
    const longer = all === null ? [] : longerWaits(estimates, measure, breakdown.breakdown, all);
    return { words, row, all, longer };
  });
  const groups = estimates.groups("wait_median_days", "", breakdown.breakdown);
  const median = parts[0]?.all ?? null;
  if (median === null || groups.every(({ category }) => UNKNOWN.has(category))) return null;
  const sentences = parts.flatMap(({ words, longer }) =>
    longer.map(({ category, figure, all }) =>
      sentence(
        `${words} of the referrals of ${name(category)} had a first contact within ${daysWords(figure)}, and ${words} of all referrals not turned down within ${daysWords(all)}`,
      ),
    ),
  );
  const everybody = parts.flatMap(({ words, all, row }) =>
    all === null
      ? row?.status === "not_yet_observable"
        ? [sentence(`by the date of the data fewer than ${words} had a first contact`)]
        : []
      : [sentence(`${words} of all referrals not turned down had a first contact within ${daysWords(all)}`)],
  );
  const [first, ...more] = sentences;
  return {
    headline: first === undefined ? `${everybody[0] ?? ""} No group was shown to wait longer.` : first,
    detail: first === undefined ? everybody.slice(1) : more,
    caveats: [
      "Days are of all referrals that were neither declined nor turned down. One without a contact counts as waiting up to the date of the data, even where it was closed.",
      ...onlyContacted(estimates),
      "A group is named only if it waited longer than everybody even after allowing for all groups and characteristics compared. Groups may differ in other ways, such as which service they were referred to.",
      "Referrals to one service are alike and each counts by itself, so the intervals may be too narrow.",
      policyCaveat(catalogue),
    ],
  };
}

/** The same words on other pages have another base: only referrals that were contacted. */
function onlyContacted(estimates: SelectionEstimates): readonly string[] {
  const figure = printableFigure(estimates.whole("p90_days_to_first_contact", ""));
  return figure === null
    ? []
    : [
        `Of those contacted alone, nine in ten had waited up to ${daysWords(figure)}: that is the figure on the Pathway page, and it leaves out everybody still waiting.`,
      ];
}

function longerWaits(
  estimates: SelectionEstimates,
  measure: string,
  breakdown: string,
  all: PrintableFigure,
): readonly Wait[] {
  return estimates
    .groups(measure, "", breakdown)
    .flatMap((row): Wait[] => {
      const figure = UNKNOWN.has(row.category) || !isClearNote(row.note) ? null : printableFigure(row);
      return figure === null ? [] : [{ category: row.category, figure, all }];
    })
    .filter(({ figure }) => (figure.interval?.lower ?? 0) > (all.interval?.upper ?? all.value))
    .sort((a, b) => b.figure.value - a.figure.value);
}

function daysWords({ value, interval }: PrintableFigure): string {
  const decimals = (days: number) => (Number.isInteger(days) ? 0 : 1);
  const days = (count: number) => numberWords(count, decimals(count));
  const limits =
    interval === null ? "" : ` (95% interval ${days(interval.lower)} to ${days(interval.upper)})`;
  return `${days(value)} ${value === 1 ? "day" : "days"}${limits}`;
}
