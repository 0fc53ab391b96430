import type { Catalogue } from "../release/catalogue.ts";
import { capacityWords } from "./capacity-words.ts";
import { changeWords, meaningSureWords, meaningWords } from "./change-words.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { followUpWords, lostWords } from "./follow-up-words.ts";
import { notShownWords } from "./not-shown-words.ts";
import { numberWords, peopleWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { regressionWords } from "./regression-words.ts";
import {
  type CatalogueInstrument,
  type Finding,
  type PrintableFigure,
  printableFigure,
  printableInterval,
} from "./released-estimate.ts";
import { clusteredWords, widest } from "./robustness-finding.ts";
import { listWords, sentence } from "./sentence.ts";

/** The interval that allows for people of one service being alike, where it is shown. */
function allowedFor(
  estimates: SelectionEstimates,
  figure: PrintableFigure | null,
  instrument: CatalogueInstrument,
): readonly string[] {
  const clustered = figure === null ? null : clusteredWords(estimates, figure, instrument);
  return clustered === null ? [] : [clustered.words];
}

/** Programmes with more scores than this tell of the main one only. */
const INSTRUMENTS_TOLD = 3;

/** Referrals, people, follow-up and change in one area and period, one group of sentences an instrument. */
export function overviewFinding(estimates: SelectionEstimates, catalogue: Catalogue, lead: string): Finding {
  const held = catalogue.instruments.filter(({ id }) => estimates.hasInstrument(id));
  const instruments = held.length > INSTRUMENTS_TOLD ? held.slice(0, 1) : held;
  const untold = held.slice(instruments.length);
  const changes = instruments.map((instrument) => {
    const estimate = estimates.whole("mean_change", instrument.id);
    const change = printableFigure(estimate);
    return change === null
      ? notShownWords(`the average change in ${instrument.short} scores`, estimate)
      : [sentence(changeWords(change, instrument)), ...meaningWords(change, instrument)].join(" ");
  });
  const collected = ["referrals", "people"].some(
    (id) => estimates.whole(id, "") !== undefined || catalogue.measures.some((measure) => measure.id === id),
  );
  const capacity = capacityWords(estimates, lead);
  const volume = collected ? volumeWords(estimates, lead) : capacity;
  // With one instrument its change belongs in the headline; with several, the first one only where nothing else leads.
  const first = changes.length === 1 || volume === null ? changes[0] : undefined;
  const led =
    first === undefined || volume !== null
      ? first
      : `${lead}${first.charAt(0).toLowerCase()}${first.slice(1)}`;
  const headline = [volume, led].filter((words) => words !== null && words !== undefined).map(sentence);
  return {
    headline: headline.length === 0 ? sentence(`${lead}nothing was collected here`) : headline.join(" "),
    detail: unrepeated(
      instruments.flatMap((instrument, index) => {
        const change = first === undefined || index > 0 ? [changes[index] ?? ""] : [];
        const band = printableInterval(estimates.whole("expected_change_rtm", instrument.id));
        const figure = printableFigure(estimates.whole("mean_change", instrument.id));
        return [
          ...change,
          ...(figure === null ? [] : meaningSureWords(widest(estimates, figure, instrument), instrument)),
          ...allowedFor(estimates, figure, instrument),
          followUpWords(estimates.whole("follow_up_rate", instrument.id), instrument),
          ...(band === null ? [] : regressionWords(band, figure, instrument)),
        ];
      }),
    ),
    caveats: [
      ...(untold.length > 0
        ? [
            `${numberWords(untold.length)} other ${untold.length === 1 ? "score is" : "scores are"} on the Outcomes page: ${listWords(untold.map(({ short }) => short))}.`,
          ]
        : []),
      ...(instruments.length > 0
        ? [
            "Scores before and after have no comparison group. They do not show why scores changed.",
            lostWords(instruments.map(({ id }) => estimates.whole("follow_up_rate", id))),
          ]
        : []),
      policyCaveat(catalogue),
    ],
  };
}

/** Each sentence once, where it holds for several instruments alike. */
function unrepeated(sentences: readonly string[]): string[] {
  return [...new Set(sentences)];
}

function volumeWords(estimates: SelectionEstimates, lead: string): string {
  const referralsEstimate = estimates.whole("referrals", "");
  const peopleEstimate = estimates.whole("people", "");
  const referrals = printableFigure(referralsEstimate);
  const people = printableFigure(peopleEstimate);
  if (referrals !== null) {
    const one = referrals.value === 1;
    const received = `${lead}there ${one ? "was 1 referral" : `were ${numberWords(referrals.value)} referrals`}`;
    return people === null ? received : `${received} of ${peopleWords(people.value)}`;
  }
  if (people !== null) {
    return `${lead}${peopleWords(people.value)} ${people.value === 1 ? "is" : "are"} in these records`;
  }
  return referralsEstimate === undefined && peopleEstimate !== undefined
    ? notShownWords(`${lead}the number of people`, peopleEstimate)
    : notShownWords(`${lead}the number of referrals`, referralsEstimate);
}
