import { countsAnyChange } from "./counts-any-change.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { decidingEstimate, type EvidenceReason, evidenceGrade } from "./evidence-grade.ts";
import {
  numberWords,
  percentWords,
  scoreIntervalWords,
  shownDecimals,
  thresholdWords,
} from "./number-words.ts";
import {
  type CatalogueInstrument,
  type Finding,
  type Interval,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/** What a step down is called, by how many. */
const STEPS = ["no step down", "one step down", "two steps down"] as const;

/**
 * The grade of the evidence with its reasons, one sentence a rule; null where no average change is published.
 * `comparator` are the estimates of the networks that the area is set against, if it has any, and `oneByOne` the interval of the
 * difference from them network by network, where that is released.
 */
export function evidenceFinding(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  comparator: SelectionEstimates | undefined,
  oneByOne?: Interval,
): Finding | null {
  const whole = (measure: string) => estimates.whole(measure, instrument.id);
  const figures = {
    change: whole("mean_change"),
    followUp: whole("follow_up_rate"),
    tippingPoint: whole("tipping_point"),
    comparator: comparator?.whole("mean_change", instrument.id),
    oneByOne,
  };
  const graded = evidenceGrade(figures, instrument);
  if (graded === null) return null;
  return {
    headline: `Strength of the evidence on ${instrument.short} scores: ${graded.grade}.`,
    detail: graded.reasons.map((reason) => reasonWords(reason, figures, instrument)),
    caveats: [
      "The grade is about how far these figures can carry a conclusion. It does not say whether the help is good.",
      "It goes by people with a first score. Those referred who have none are in none of its rules, nor is regression to the mean.",
      "Where the steps lie is a convention, printed under Methods.",
    ],
  };
}

interface Figures {
  readonly change: ReleasedEstimate | undefined;
  readonly followUp: ReleasedEstimate | undefined;
  readonly tippingPoint: ReleasedEstimate | undefined;
  readonly comparator: ReleasedEstimate | undefined;
  readonly oneByOne: Interval | undefined;
}

function reasonWords(reason: EvidenceReason, figures: Figures, instrument: CatalogueInstrument): string {
  const { finding, steps } = reason;
  const down = STEPS[steps] ?? STEPS[2];
  switch (finding) {
    case "comparator":
      return "Design: scores before and after, beside those of comparison networks. People were not allocated by lot, so the grade starts at moderate; whether the two differ is another question.";
    case "before_after":
      return "Design: scores before and after in the same people, with no comparison group. The grade starts at weak.";
    default:
      break;
  }
  if (reason.rule === "follow_up") return sentence(`Follow-up: ${followUpText(figures, finding)}: ${down}`);
  if (reason.rule === "tipping_point") {
    return sentence(`People lost: ${tippingText(figures, finding, instrument)}: ${down}`);
  }
  return sentence(`Precision: ${precisionText(figures, finding, instrument)}: ${down}`);
}

const BANDS: Partial<Record<EvidenceReason["finding"], string>> = {
  "80_or_more": "80% or more",
  "60_to_80": "60% to under 80%",
  "40_to_60": "40% to under 60%",
  under_40: "under 40%",
};

function followUpText({ followUp }: Figures, finding: EvidenceReason["finding"]): string {
  const rate = printableFigure(followUp);
  if (rate === null) return "how many of those due have a second score is not known or not shown";
  return `${percentWords(rate.value, rate.denominator)} of those due have a second score, which is ${BANDS[finding] ?? ""}`;
}

function tippingText(
  { change, tippingPoint }: Figures,
  finding: EvidenceReason["finding"],
  instrument: CatalogueInstrument,
): string {
  if (finding === "not_known") return "nothing is known of them, as said above";
  const point = printableFigure(tippingPoint);
  if (point === null) {
    return finding === "not_needed"
      ? "they cannot undo a finding here, as the average may not have changed or nobody was lost"
      : "how different they would have to be is not shown";
  }
  const rose = (printableFigure(change)?.value ?? 0) > 0;
  const size = `${numberWords(Math.abs(point.value), shownDecimals(instrument))} ${instrument.unit}`;
  const would = `their change would have to lie ${size} ${rose ? "below" : "above"} that of the others before it is unclear whether scores changed`;
  const against = countsAnyChange(instrument)
    ? finding === "far"
      ? "as far as the average change, or further"
      : "less than the average change"
    : `${finding === "far" ? "at least" : "less than"} the ${thresholdWords(instrument)} taken as meaningful`;
  return `${would}. That is ${against}`;
}

const DECIDING = {
  change: "average change",
  difference: "difference between the average change here and that of the comparison networks",
  one_by_one: "difference from before to later beside the comparison networks one by one",
} as const;

function precisionText(
  figures: Figures,
  finding: EvidenceReason["finding"],
  instrument: CatalogueInstrument,
): string {
  const { of, interval } = decidingEstimate(figures);
  const what = DECIDING[of];
  const none = of === "change" ? "no change" : "no difference";
  if (interval === null) return `the ${what} has no interval`;
  const limits = `the interval of the ${what} (${scoreIntervalWords(interval, instrument)})`;
  if (countsAnyChange(instrument)) {
    return `${limits} ${finding === "wide" ? "includes" : "does not include"} ${none}`;
  }
  return `${limits} ${finding === "wide" ? "holds" : "does not hold"} both ${none} and one of ${thresholdWords(instrument)}`;
}
