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
import type { CatalogueInstrument } from "./released-estimate.ts";

/** The two groups of a gap as {@link groupWords} names them. */
export interface GapNames {
  readonly higher: string;
  readonly lower: string;
}

/** `People … were followed up less often` and `34% have …`. */
export interface GapWords {
  readonly claim: string;
  readonly figures: string;
}

/** A measure by which groups are compared, and how a gap in it is told. */
export interface EquityComparison {
  readonly measure: string;
  /** Short name within a sentence: `follow-up`. */
  readonly topic: (instrument: CatalogueInstrument) => string;
  /** A clear gap in two clauses: what differs, then both figures with their intervals. */
  readonly words: (gap: ClearGap, names: GapNames, instrument: CatalogueInstrument) => GapWords;
  /** Decimals of the limits as printed. */
  readonly decimals: (denominator: number | null, instrument: CatalogueInstrument) => number;
  /** Length of the scale that distances are set against: 1 for shares. */
  readonly scale: (instrument: CatalogueInstrument) => number;
  /** True where the figure depends on how the score stood at the start. */
  readonly followsBaseline: boolean;
}

const share = { decimals: shareDecimals, scale: () => 1 };

/** In order of importance: who is lost comes before how the others changed. */
export const EQUITY_COMPARISONS: readonly EquityComparison[] = [
  {
    ...share,
    measure: "follow_up_rate",
    topic: () => "follow-up",
    words: (gap, names, { short }) => ({
      claim: `${names.lower} were followed up less often`,
      figures: shareFigures(gap, names, `have a second ${short} score `),
    }),
    followsBaseline: false,
  },
  {
    measure: "mean_change",
    topic: () => "the average change",
    words: ({ higher, lower }, names, instrument) => {
      const other = isSameLevel(higher, lower) ? scoreLimitsWords : scoreIntervalWords;
      return {
        claim: `the average change in ${instrument.short} scores was lower for ${names.lower}`,
        figures: `${scoreWords(lower.figure.value, instrument)} (${scoreIntervalWords(lower.interval, instrument)}), against ${scoreWords(higher.figure.value, instrument)} for ${names.higher} (${other(higher.interval, instrument)})`,
      };
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
    words: (gap, names, instrument) => ({
      claim: `${names.lower} less often ${
        countsAnyChange(instrument)
          ? `scored ${instrument.better} the second time`
          : `improved by at least ${thresholdWords(instrument)}`
      }`,
      figures: shareFigures(gap, names, "did "),
    }),
    followsBaseline: true,
  },
];

function shareFigures({ higher, lower, denominator }: ClearGap, names: GapNames, did: string): string {
  const percent = ({ figure }: Group) => percentWords(figure.value, denominator);
  const other = isSameLevel(higher, lower) ? percentLimitsWords : percentIntervalWords;
  return `${percent(lower)} ${did}(${percentIntervalWords(lower.interval, denominator)}), against ${percent(higher)} of ${names.higher} (${other(higher.interval, denominator)})`;
}

function isSameLevel(one: Group, other: Group): boolean {
  return one.interval.level === other.interval.level;
}
