import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords, percentIntervalWords, percentLimitsWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { type Finding, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

/** Languages named in a sentence; the rest stand in the table. */
const NAMED = 6;
const NOT_A_LANGUAGE = /^(not|other|any)/i;

/** Of contacts with people who need an interpreter, those that had neither one nor a worker who speaks the language; null where not shown. */
export function unmetWords(estimates: SelectionEstimates): string | null {
  const unmet = printableFigure(estimates.whole("share_language_unmet", ""));
  return unmet === null
    ? null
    : `of the contacts with people who need an interpreter, ${withInterval(unmet)} had neither an interpreter nor a worker who speaks the language`;
}

/**
 * Whether people who need an interpreter were understood: needed, booked, present, and missed appointments with one and
 * without; and the languages that no worker speaks, as far as contacts tell. Null where no need is recorded.
 */
export function languageFinding(estimates: SelectionEstimates, catalogue: Catalogue): Finding | null {
  const figure = (measure: string) => printableFigure(estimates.whole(measure, ""));
  const unmet = unmetWords(estimates);
  if (unmet === null) return null;
  const part = (measure: string, words: (percent: string) => string) => {
    const found = figure(measure);
    return found === null ? [] : [sentence(words(withInterval(found)))];
  };
  const [booked, unbooked] = [figure("share_dna_booked"), figure("share_dna_unbooked")];
  const matched = estimates.groups("share_language_matched", "", "language");
  const labels = catalogue.breakdowns.find(({ breakdown }) => breakdown === "language")?.categories ?? [];
  const nobody = matched
    .filter((row) => row.status === "published" && row.numerator === 0)
    .map(({ category }) => labels.find((one) => one.category === category)?.label ?? category)
    .filter((label) => !NOT_A_LANGUAGE.test(label))
    .sort((a, b) => a.localeCompare(b, "en-GB"));
  const languages = estimates.groups("share_language_unmet", "", "language");
  const hidden = languages.filter(({ status }) => status !== "published").length;
  const spoken = matched.filter(({ status }) => status !== "published").length;
  return {
    headline: sentence(unmet),
    detail: [
      ...part(
        "share_interpreter_booked",
        (percent) => `an interpreter was booked for ${percent} of these contacts`,
      ),
      ...part("share_interpreter_present", (percent) => `of the interpreters booked, ${percent} came`),
      ...part(
        "share_language_matched",
        (percent) => `a worker spoke the language in ${percent} of these contacts`,
      ),
      ...(booked === null || unbooked === null
        ? []
        : [
            sentence(
              `where an interpreter was booked, ${withInterval(booked)} of appointments were missed without notice; where none was, ${percentWords(unbooked.value, unbooked.denominator)}${unbooked.interval === null ? "" : ` (${percentLimitsWords(unbooked.interval, unbooked.denominator)})`}`,
            ),
          ]),
      ...(nobody.length === 0
        ? matched.some(({ status }) => status === "published")
          ? ["In each language that is shown, some contact was with a worker who speaks it."]
          : []
        : [
            sentence(
              `no contact was with a worker who speaks the language in ${listWords(nobody.slice(0, NAMED))}${nobody.length > NAMED ? `, nor in ${numberWords(nobody.length - NAMED)} more` : ""}`,
            ),
          ]),
    ],
    caveats: [
      "The languages that link workers speak are not collected. Which of them nobody speaks is told from the contacts alone.",
      "More interpreters booked is neither better nor worse by itself: where a worker speaks the language, none is needed. What should be few are contacts with neither.",
      "Contacts of the same person are alike and each counts by itself, so the intervals are too narrow. People for whom an interpreter is booked differ from others: this does not show what booking one does.",
      ...(hidden > 0
        ? [
            `Of ${numberWords(languages.length)} languages of people who need an interpreter, ${numberWords(hidden)} ${hidden === 1 ? "is" : "are"} not shown, because few people speak them.`,
          ]
        : []),
      ...(spoken > hidden
        ? [
            `Whether a worker spoke the language is withheld for ${numberWords(spoken)}${hidden > 0 ? ", those among them" : ""}.`,
          ]
        : []),
      policyCaveat(catalogue),
    ],
  };
}

function withInterval({ value, denominator, interval }: PrintableFigure): string {
  const limits = interval === null ? "" : ` (${percentIntervalWords(interval, denominator)})`;
  return `${percentWords(value, denominator)}${limits}`;
}
