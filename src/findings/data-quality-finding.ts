import type { Catalogue, DataQuality } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

type Figure = DataQuality["sources"][number]["rows"];

/** Fields named for being least complete. */
const FIELDS_NAMED = 3;

/**
 * What was read, what was set aside and what is least complete: published counts only, none added up. `whole` is the
 * whole programme over all of its window, whose numbers of referrals and people are set beside those of all records.
 */
export function dataQualityFinding(
  quality: DataQuality,
  catalogue: Catalogue,
  whole?: SelectionEstimates,
): Finding {
  const { sources } = quality;
  const settingAside = sources.filter(({ quarantined }) => !isNone(quarantined)).length;
  const read = `${numberWords(sources.length)} ${sources.length === 1 ? "source was" : "sources were"} read`;
  const share =
    settingAside < sources.length
      ? `${numberWords(settingAside)} of them`
      : sources.length === 1
        ? "it"
        : "each of them";
  const headline =
    settingAside === 0
      ? `${read}, and no row had to be set aside.`
      : `${read}. Rows were set aside for correction in ${share}.`;
  return {
    headline: sources.length === 0 ? "No source was read." : headline,
    detail: [...sources.map(sourceWords), ...mainIssue(quality), ...leastComplete(quality)],
    caveats: [
      "Rows set aside are in none of the figures on the other pages.",
      `How complete records are is told of all records that are used, whatever their date. The other pages count referrals received in the programme’s window and the people referred in it, so their numbers are a little smaller${besideWords(quality, whole)}. Left out there are referrals received outside the window, people referred only outside it, and people of whom there are records, such as scores, but no referral.`,
      "Figures can only be as complete as the records they come from. What was never recorded cannot be counted.",
      policyCaveat(catalogue),
    ],
  };
}

function sourceWords(source: DataQuality["sources"][number]): string {
  const parts = [`${words(source.stored)} of ${words(source.rows)} rows are used`];
  if (!isNone(source.quarantined)) parts.push(`${words(source.quarantined)} set aside for correction`);
  if (!isNone(source.excluded)) parts.push(`${words(source.excluded)} left out on purpose`);
  return sentence(`${source.label}: ${parts.join("; ")}`);
}

/** `: 24,950 referrals there and 24,965 here, …`; "" unless a number is shown on both sides. */
function besideWords({ completeness }: DataQuality, whole: SelectionEstimates | undefined): string {
  const pairs = [
    ["referral", "referrals", "referrals"],
    ["person", "people", "people"],
  ] as const;
  const told = pairs.flatMap(([table, measure, name]) => {
    const field = completeness.find((one) => one.table === table && count(one.total) !== null);
    const there = printableFigure(whole?.whole(measure, ""));
    return field === undefined || there === null
      ? []
      : [`${numberWords(there.value)} ${name} there and ${words(field.total)} here`];
  });
  return told.length === 0 ? "" : `: ${told.join(", ")}`;
}

function mainIssue(quality: DataQuality): string[] {
  const errors = quality.issues.filter((issue) => issue.severity === "error" && count(issue.rows) !== null);
  const most = errors.reduce<(typeof errors)[number] | undefined>(
    (top, issue) => (top === undefined || (count(issue.rows) ?? 0) > (count(top.rows) ?? 0) ? issue : top),
    undefined,
  );
  if (most === undefined || count(most.rows) === 0) return [];
  const label = quality.sources.find(({ source }) => source === most.source)?.label ?? most.source;
  return [
    `The most common reason to set a row aside (${words(most.rows)} rows, ${label}): ${sentence(most.meaning)} ${sentence(most.remedy)}`,
  ];
}

function leastComplete(quality: DataQuality): string[] {
  return quality.completeness
    .flatMap((field) => {
      const known = count(field.known);
      const total = count(field.total);
      return known === null || total === null || total <= 0 || known >= total
        ? []
        : [{ field, share: known / total }];
    })
    .sort((a, b) => a.share - b.share)
    .slice(0, FIELDS_NAMED)
    .map(({ field }) => {
      const declined = isNone(field.not_stated) ? "" : `; asked and declined: ${words(field.not_stated)}`;
      const held = isNone(field.suppressed) ? "" : `; held back by the publisher: ${words(field.suppressed)}`;
      const missing = isNone(field.not_known) ? "" : `; never asked or recorded: ${words(field.not_known)}`;
      return sentence(
        `${field.label} is known in ${words(field.known)} of ${words(field.total)} records${declined}${held}${missing}`,
      );
    });
}

function count(figure: Figure): number | null {
  const { status, value } = figure;
  return status === "published" && value !== null && Number.isFinite(value) ? value : null;
}

function isNone(figure: Figure): boolean {
  return count(figure) === 0;
}

function words(figure: Figure): string {
  const value = count(figure);
  return value === null ? "a number not shown" : numberWords(value);
}
