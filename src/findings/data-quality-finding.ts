import type { Catalogue, DataQuality } from "../release/catalogue.ts";
import { numberWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import type { Finding } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

type Figure = DataQuality["sources"][number]["rows"];

/** Fields named for being least complete. */
const FIELDS_NAMED = 3;

/** What was read, what was set aside and what is least complete: published counts only, none added up. */
export function dataQualityFinding(quality: DataQuality, catalogue: Catalogue): Finding {
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
      "How complete records are is told of all records that are used, whatever their date. The other pages count referrals received in the programme’s window and the people referred in it, so their numbers are a little smaller.",
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
