import { type Limits, newcombeDifference } from "../statistics/newcombe-difference.ts";
import { countsAnyChange } from "./counts-any-change.ts";
import { decidingInterval, shareDecimals, shownDecimals } from "./number-words.ts";
import {
  type CatalogueInstrument,
  type Interval,
  printableFigure,
  printableInterval,
  type ReleasedEstimate,
} from "./released-estimate.ts";

/** How much weight a change of scores can bear, weakest first; `strong` would take people allocated by lot. */
const GRADES = ["very weak", "weak", "moderate"] as const;
export type EvidenceGrade = (typeof GRADES)[number];

/** What the rules look at, in order. */
export type EvidenceRule = "design" | "follow_up" | "tipping_point" | "precision";

/** What a rule found, and by how many steps it takes the grade down. */
export interface EvidenceReason {
  readonly rule: EvidenceRule;
  /** Which line of the table of rules applies. */
  readonly finding:
    | "comparator"
    | "before_after"
    | "80_or_more"
    | "60_to_80"
    | "40_to_60"
    | "under_40"
    | "not_known"
    | "far"
    | "near"
    | "not_needed"
    | "not_shown"
    | "narrow"
    | "wide"
    | "no_interval";
  readonly steps: number;
}

/** The grade of one instrument in one area and period, with what led to it. */
export interface GradedEvidence {
  readonly grade: EvidenceGrade;
  readonly reasons: readonly EvidenceReason[];
}

/** Released figures that the rules read. */
export interface EvidenceFigures {
  readonly change: ReleasedEstimate | undefined;
  readonly followUp: ReleasedEstimate | undefined;
  readonly tippingPoint: ReleasedEstimate | undefined;
  /** Mean change of a comparator over the same time, where there is one. */
  readonly comparator: ReleasedEstimate | undefined;
  /** How much more it changed from before than in each of the comparison networks, where that is released. */
  readonly oneByOne?: Interval | undefined;
}

/**
 * Grades the evidence by the table of rules on the Methods page: the design sets where it starts, and each fault takes it
 * down. Null where no average change is published. A share followed up counts as at least a bound only where the printed
 * share reaches it; without one it counts as under 40%, since nothing is known of the others. What is withheld never does
 * better than what is shown: a tipping point that is not takes a step, and a comparator without an interval is none. Beside a
 * comparator precision is that of the difference from it.
 *
 * The bands of follow-up are a convention (60% to 80% are the usual recommendations; Kristman, Manno and Côté 2004,
 * European Journal of Epidemiology 19:751–760, found no such bound safe where those lost differ), as are the steps.
 */
export function evidenceGrade(
  { change, followUp, tippingPoint, comparator, oneByOne }: EvidenceFigures,
  instrument: CatalogueInstrument,
): GradedEvidence | null {
  if (printableFigure(change) === null) return null;
  const reasons = [
    design(comparator),
    followUpReason(followUp),
    tippingReason(change, followUp, tippingPoint, instrument),
    precisionReason(decidingEstimate({ change, comparator, oneByOne }), instrument),
  ];
  const level = reasons.reduce((sum, { steps }) => sum - steps, GRADES.length - 1);
  return { grade: GRADES[Math.max(0, level)] ?? "very weak", reasons };
}

function design(comparator: ReleasedEstimate | undefined): EvidenceReason {
  // Without an interval nobody can say how far the two lie apart.
  return printableInterval(comparator) === null
    ? { rule: "design", finding: "before_after", steps: 1 }
    : { rule: "design", finding: "comparator", steps: 0 };
}

function followUpReason(followUp: ReleasedEstimate | undefined): EvidenceReason {
  const rate = printableFigure(followUp);
  const of = (finding: EvidenceReason["finding"], steps: number): EvidenceReason => ({
    rule: "follow_up",
    finding,
    steps,
  });
  if (rate === null) return of("not_known", 2);
  const share = Number(rate.value.toFixed(shareDecimals(rate.denominator)));
  if (share < 0.4) return of("under_40", 2);
  if (share < 0.6) return of("40_to_60", 1);
  return share < 0.8 ? of("60_to_80", 0) : of("80_or_more", 0);
}

function tippingReason(
  change: ReleasedEstimate | undefined,
  followUp: ReleasedEstimate | undefined,
  tippingPoint: ReleasedEstimate | undefined,
  instrument: CatalogueInstrument,
): EvidenceReason {
  const of = (finding: EvidenceReason["finding"], steps: number): EvidenceReason => ({
    rule: "tipping_point",
    finding,
    steps,
  });
  const distance = printableFigure(tippingPoint);
  // Where nothing is known of those lost, the rule on follow-up has said so already.
  if (printableFigure(followUp) === null) return of("not_known", 0);
  if (distance === null)
    return tippingPoint?.status === "not_available" ? of("not_needed", 0) : of("not_shown", 1);
  // Without a change that matters: would it do if those lost had not changed at all?
  const enough = countsAnyChange(instrument)
    ? Math.abs(printableFigure(change)?.value ?? 0)
    : instrument.meaningful_change.points;
  return Math.abs(distance.value) < enough ? of("near", 1) : of("far", 0);
}

/** What precision is judged on: the average change, or, where the design rests on a comparator, its difference from that. */
export interface DecidingEstimate {
  readonly of: "change" | "difference" | "one_by_one";
  /** Null where it has none. */
  readonly interval: Interval | null;
}

/**
 * The interval that the rule on precision looks at. Where the grade starts higher for a comparator it is that of the difference
 * between the two, so that no credit for a comparison comes with the precision of one group alone: network by network where that is
 * released, since networks differ by more than people's chance, else of the two average changes, whose people are different and count
 * as independent (`newcombeDifference`). Where two changes are compared it is their difference
 * that decides, not how clear each is: Gelman and Stern (2006), The American Statistician 60:328–331.
 */
export function decidingEstimate({
  change,
  comparator,
  oneByOne,
}: Pick<EvidenceFigures, "change" | "comparator" | "oneByOne">): DecidingEstimate {
  const own = printableInterval(change);
  const [one, other] = [withLimits(change), withLimits(comparator)];
  if (other === null) return { of: "change", interval: own };
  if (oneByOne !== undefined) return { of: "one_by_one", interval: oneByOne };
  if (one === null || own === null) return { of: "difference", interval: null };
  const { lower, upper } = newcombeDifference(one, other);
  return { of: "difference", interval: { lower, upper, level: own.level } };
}

function withLimits(estimate: ReleasedEstimate | undefined): Limits | null {
  const [figure, interval] = [printableFigure(estimate), printableInterval(estimate)];
  if (figure === null || interval === null) return null;
  const { value } = figure;
  return { value, lower: Math.min(interval.lower, value), upper: Math.max(interval.upper, value) };
}

function precisionReason({ interval }: DecidingEstimate, instrument: CatalogueInstrument): EvidenceReason {
  const of = (finding: EvidenceReason["finding"], steps: number): EvidenceReason => ({
    rule: "precision",
    finding,
    steps,
  });
  if (interval === null) return of("no_interval", 1);
  const { lower, upper } = decidingInterval(interval, shownDecimals(instrument));
  const holdsNone = lower <= 0 && upper >= 0;
  if (countsAnyChange(instrument)) return holdsNone ? of("wide", 1) : of("narrow", 0);
  const { points } = instrument.meaningful_change;
  return holdsNone && (upper >= points || lower <= -points) ? of("wide", 1) : of("narrow", 0);
}
