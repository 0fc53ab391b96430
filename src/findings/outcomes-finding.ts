import type { Catalogue } from "../release/catalogue.ts";
import { LOPSIDED_NOTE } from "../statistics/lopsided-change.ts";
import { expectedShareChanged } from "../statistics/regression-to-the-mean.ts";
import { changeWords, meaningSureWords, meaningWords } from "./change-words.ts";
import { countsAnyChange } from "./counts-any-change.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { followUpWords, holdsOnlyPairs, lostWords } from "./follow-up-words.ts";
import { farWords, levelWords } from "./move-words.ts";
import { notShownWords } from "./not-shown-words.ts";
import {
  numberWords,
  percentIntervalWords,
  percentWords,
  scoreIntervalWords,
  scoreWords,
  thresholdWords,
} from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { regressionWords } from "./regression-words.ts";
import {
  type CatalogueInstrument,
  type Finding,
  printableFigure,
  printableInterval,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { clusteredWords, widest } from "./robustness-finding.ts";
import { flowWords, lostGroupsWords } from "./sample-words.ts";
import { listWords, sentence } from "./sentence.ts";

/** Better, about the same and worse: together all people with both scores. */
const SHARES = ["share_improved", "share_same", "share_worse"] as const;

/**
 * What happened to the scores of one instrument in one area and period.
 * `lead` names the area and period, or is "". Withheld figures give a sentence without their numbers.
 */
export function outcomesFinding(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
  lead: string,
): Finding {
  const whole = (measure: string) => estimates.whole(measure, instrument.id);
  const change = printableFigure(whole("mean_change"));
  const headline =
    change === null
      ? notShownWords(`${lead}the average change in ${instrument.short} scores`, whole("mean_change"))
      : [sentence(`${lead}${changeWords(change, instrument)}`), ...meaningWords(change, instrument)].join(
          " ",
        );
  const clustered = change === null ? null : clusteredWords(estimates, change, instrument);
  const band = printableInterval(whole("expected_change_rtm"));
  return {
    headline,
    detail: [
      ...(change === null ? [] : meaningSureWords(widest(estimates, change, instrument), instrument)),
      ...(clustered?.holdsNoChange === true ? [clustered.words] : []),
      ...lopsided(estimates, instrument),
      ...shares(estimates, instrument),
      followUpWords(whole("follow_up_rate"), instrument),
      ...(clustered?.holdsNoChange === false ? [clustered.words] : []),
      ...averages(estimates, instrument),
      ...lostGroupsWords(estimates, instrument, catalogue),
      ...flowWords(estimates, instrument),
      ...levelWords(estimates, instrument),
      ...farWords(estimates, instrument),
      ...(band === null ? [] : regressionWords(band, change, instrument)),
      ...(change === null && lead !== ""
        ? ["A wider area or a longer period may have enough people to be shown."]
        : []),
    ],
    caveats: [
      ...caveats(instrument, catalogue, band !== null, whole("follow_up_rate")),
      ...(SHARES.every((measure) => printableFigure(whole(measure)) !== null)
        ? ["The three shares are rounded one by one, so they may not add up to 100%."]
        : []),
      policyCaveat(catalogue),
    ],
  };
}

/** Where the interval of the average is not to be trusted: says so, with the typical change beside it. */
function lopsided(estimates: SelectionEstimates, instrument: CatalogueInstrument): string[] {
  if (estimates.whole("mean_change", instrument.id)?.note.includes(LOPSIDED_NOTE) !== true) return [];
  const typical = printableFigure(estimates.whole("typical_change", instrument.id));
  const warning =
    "A few people changed by much more than the others, so the interval of the average may miss more often than it says";
  if (typical === null) return [sentence(warning)];
  const limits = typical.interval === null ? "" : ` (${scoreIntervalWords(typical.interval, instrument)})`;
  return [
    `${sentence(warning)} The typical change, which they cannot move, was ${scoreWords(typical.value, instrument)}${limits}.`,
  ];
}

function averages(estimates: SelectionEstimates, instrument: CatalogueInstrument): string[] {
  const before = printableFigure(estimates.whole("mean_baseline", instrument.id));
  const after = printableFigure(estimates.whole("mean_follow_up", instrument.id));
  if (before === null && after === null) return [];
  if (after === null && before !== null) {
    return [
      `The average ${instrument.short} score at the start was ${scoreWords(before.value, instrument)}.`,
    ];
  }
  if (before === null && after !== null) {
    return [`The average second ${instrument.short} score was ${scoreWords(after.value, instrument)}.`];
  }
  if (before === null || after === null) return [];
  return [
    `The average was ${scoreWords(before.value, instrument)} before and ${scoreWords(after.value, instrument)} after.`,
  ];
}

function shares(estimates: SelectionEstimates, instrument: CatalogueInstrument): string[] {
  const figure = (measure: string) => printableFigure(estimates.whole(measure, instrument.id));
  const anyChange = countsAnyChange(instrument);
  const [better, worse] = instrument.better === "higher" ? ["higher", "lower"] : ["lower", "higher"];
  const threshold = thresholdWords(instrument);
  const improved = figure("share_improved");
  if (improved === null) {
    return [
      notShownWords(
        `the share of people who ${anyChange ? `scored ${better}` : `improved by at least ${threshold}`}`,
        estimates.whole("share_improved", instrument.id),
      ),
    ];
  }
  const share = (of: { value: number; denominator: number | null }) => percentWords(of.value, of.denominator);
  const limits =
    improved.interval === null ? "" : ` (${percentIntervalWords(improved.interval, improved.denominator)})`;
  const same = figure("share_same");
  const worsened = figure("share_worse");
  if (anyChange) {
    const rest = [
      ...(same === null ? [] : [`${share(same)} the same`]),
      ...(worsened === null ? [] : [`${share(worsened)} ${worse}`]),
    ];
    return [
      sentence(listWords([`${share(improved)} of people scored ${better}${limits}`, ...rest])),
      ...expectedShare(instrument),
    ];
  }
  const said = [sentence(`${share(improved)} of people improved by at least ${threshold}${limits}`)];
  if (same !== null) said.push(sentence(`${share(same)} changed by less than that, up or down`));
  if (worsened !== null) said.push(sentence(`${share(worsened)} got worse by at least ${threshold}`));
  return [said.join(" "), ...expectedShare(instrument)];
}

/** Beside every share that improved: the share that would from one score to the next by themselves. */
function expectedShare(instrument: CatalogueInstrument): string[] {
  const points = instrument.meaningful_change.points;
  const expected = expectedShareChanged(instrument.regression_to_mean, points);
  if (expected.reason !== null) return [];
  const low = numberWords(expected.lower * 100);
  const high = numberWords(expected.upper * 100);
  const range = low === high ? `${low}%` : `${low}% to ${high}%`;
  const improving = countsAnyChange(instrument)
    ? `score ${instrument.better}`
    : `improve by at least ${thresholdWords(instrument)}`;
  return [
    `Scores also move by themselves: ${range} of any people would be expected to ${improving} by chance variation between two measurements alone, and as many to get worse by it. More of those who start far ${instrument.better === "higher" ? "below" : "above"} the average would improve, from regression to the mean.`,
  ];
}

function caveats(
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
  hasBand: boolean,
  followUp: ReleasedEstimate | undefined,
): string[] {
  const { from_days, to_days, due_after_days } = instrument.follow_up;
  const reference = instrument.regression_to_mean;
  // Without any period but the whole, the exports carry no dates that a rule in days could use.
  const dated = catalogue.periods.some((period) => period.period_type !== "all");
  const due = holdsOnlyPairs(followUp)
    ? ""
    : ` People are due one once ${numberWords(due_after_days)} days have passed since the first: until then nobody without one counts as lost.`;
  return [
    "These are scores before and after, with no comparison group. They do not show why scores changed.",
    lostWords([followUp]),
    ...(dated
      ? [
          `A second score counts if it was taken ${numberWords(from_days)} to ${numberWords(to_days)} days after the first.${due}`,
        ]
      : []),
    "Intervals are of people like those measured twice, in these services. People of one service are alike, so for other places, or for everybody who started, they are too narrow.",
    ...(instrument.better === "lower" ? [`A lower ${instrument.short} score is better.`] : []),
    sentence(
      countsAnyChange(instrument)
        ? `How people are counted as scoring higher, the same or lower: ${instrument.meaningful_change.source}`
        : `A change of ${thresholdWords(instrument)} is taken as meaningful from: ${instrument.meaningful_change.source}`,
    ),
    reference === null
      ? `How far ${instrument.short} scores would have changed from regression to the mean alone is not known: no outside reference was given.`
      : hasBand
        ? sentence(
            `What would be expected from regression to the mean alone is taken from: ${reference.source}`,
          )
        : `How far these ${instrument.short} scores would have changed from regression to the mean alone is not shown here.`,
  ];
}
