import { countsAnyChange } from "./counts-any-change.ts";
import type { ClearGap, Group } from "./group-contrast.ts";
import {
  percentIntervalWords,
  percentLimitsWords,
  percentWords,
  scoreIntervalWords,
  scoreLimitsWords,
  scoreWords,
  shareDecimals,
  shownDecimals,
  thresholdWords,
} from "./number-words.ts";
import type { CatalogueInstrument, PrintableFigure } from "./released-estimate.ts";

/** The two groups of a gap as {@link groupWords} names them. */
export interface GapNames {
  readonly higher: string;
  readonly lower: string;
}

/** A measure by which groups are compared, and how a gap in it is told. */
export interface EquityComparison {
  readonly measure: string;
  /** Short name within a sentence: `follow-up`. */
  readonly topic: (instrument: CatalogueInstrument) => string;
  /** A clear gap as a clause with both figures and intervals. */
  readonly clause: (gap: ClearGap, names: GapNames, instrument: CatalogueInstrument) => string;
  /** Decimals of the limits as printed. */
  readonly decimals: (figure: PrintableFigure, instrument: CatalogueInstrument) => number;
  /** Length of the scale that distances are set against: 1 for shares. */
  readonly scale: (instrument: CatalogueInstrument) => number;
  /** True where the figure depends on how the score stood at the start. */
  readonly followsBaseline: boolean;
}

const share = { decimals: (figure: PrintableFigure) => shareDecimals(figure.denominator), scale: () => 1 };

/** In order of importance: who is lost comes before how the others changed. */
export const EQUITY_COMPARISONS: readonly EquityComparison[] = [
  {
    ...share,
    measure: "follow_up_rate",
    topic: () => "follow-up",
    clause: (gap, { higher, lower }, { short }) =>
      `${lower} were followed up less often: ${percent(gap.lower)} of those due a second ${short} score have one (${limits(gap.lower)}), against ${percent(gap.higher)} of ${higher} (${otherLimits(gap)})`,
    followsBaseline: false,
  },
  {
    measure: "mean_change",
    topic: () => "the average change",
    clause: (gap, { higher, lower }, instrument) => {
      const [first, second] = [gap.lower, gap.higher];
      const other = isSameLevel(gap) ? scoreLimitsWords : scoreIntervalWords;
      return `the average change in ${instrument.short} scores was lower for ${lower}: ${scoreWords(first.figure.value, instrument)} (${scoreIntervalWords(first.interval, instrument)}), against ${scoreWords(second.figure.value, instrument)} for ${higher} (${other(second.interval, instrument)})`;
    },
    decimals: (_, instrument) => shownDecimals(instrument),
    scale: ({ range: [least, most] }) => most - least,
    followsBaseline: true,
  },
  {
    ...share,
    measure: "share_improved",
    topic: (instrument) =>
      countsAnyChange(instrument) ? `the share who scored ${instrument.better}` : "the share who improved",
    clause: (gap, { higher, lower }, instrument) => {
      const did = countsAnyChange(instrument)
        ? `scored ${instrument.better} the second time`
        : `improved by at least ${thresholdWords(instrument)}`;
      return `${lower} less often ${did}: ${percent(gap.lower)} (${limits(gap.lower)}), against ${percent(gap.higher)} of ${higher} (${otherLimits(gap)})`;
    },
    followsBaseline: true,
  },
];

const percent = ({ figure }: Group) => percentWords(figure.value, figure.denominator);
const limits = ({ interval, figure }: Group) => percentIntervalWords(interval, figure.denominator);
const otherLimits = (gap: ClearGap) =>
  isSameLevel(gap)
    ? percentLimitsWords(gap.higher.interval, gap.higher.figure.denominator)
    : limits(gap.higher);

function isSameLevel({ higher, lower }: ClearGap): boolean {
  return higher.interval.level === lower.interval.level;
}
