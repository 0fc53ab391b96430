import type { Catalogue } from "../release/catalogue.ts";
import {
  numberWords,
  percentLimitsWords,
  percentWords,
  shareDecimals,
  shownDecimals,
} from "./number-words.ts";
import type { CatalogueInstrument, Interval } from "./released-estimate.ts";

type Measure = Catalogue["measures"][number];
type Project = Catalogue["projects"][number];

/** How the figures of one measure read in a sentence. Shares are 0–1; `of` is the denominator of a share, or null. */
export interface MeasureWords {
  readonly title: string;
  /** `44%`, `9 days`, `−0.4 points`. */
  value(value: number, of: number | null): string;
  /** `42% to 47%`: both limits, with no unit but the sign of a percentage. */
  limits(interval: Interval, of: number | null): string;
  /** The size of a difference: `6 percentage points`, `3 days`. */
  size(difference: number, of: number | null): string;
  /** Limits of a difference, without a unit. */
  sizes(interval: Interval, of: number | null): string;
  /** Decimals of the raw figure as printed. */
  decimals(of: number | null): number;
}

/** Words for a measure of a project; a measure of its target group names the group. */
export function measureWords(
  measure: Measure | undefined,
  id: string,
  instrument: CatalogueInstrument | undefined,
  project?: Project,
): MeasureWords {
  const title = titleOf(measure, id, instrument, project);
  if (measure?.kind === "proportion" || (measure === undefined && id.startsWith("share_")))
    return shareWords(title);
  const days = isDays(measure, id);
  const decimals = instrument === undefined ? (days ? 0 : 1) : shownDecimals(instrument);
  const unit = instrument?.unit ?? (days ? "days" : "");
  const number = (value: number): string =>
    numberWords(value, days && !Number.isInteger(value) ? 1 : decimals);
  const withUnit = (value: number): string =>
    `${number(value)} ${/^−?1$/.test(number(value)) ? unit.replace(/s$/, "") : unit}`.trim();
  const range = ({ lower, upper }: Interval): string => `${number(lower)} to ${number(upper)}`;
  return {
    title,
    value: withUnit,
    limits: range,
    size: withUnit,
    sizes: (interval) =>
      range(
        days
          ? { ...interval, lower: Math.floor(interval.lower), upper: Math.ceil(interval.upper) }
          : interval,
      ),
    decimals: () => (days ? 0 : Math.max(1, decimals)),
  };
}

function shareWords(title: string): MeasureWords {
  const points = (difference: number, of: number | null): string =>
    numberWords(difference * 100, shareDecimals(of) - 2);
  return {
    title,
    value: percentWords,
    limits: percentLimitsWords,
    size: (difference, of) => {
      const text = points(difference, of);
      return `${text} percentage ${/^−?1$/.test(text) ? "point" : "points"}`;
    },
    sizes: ({ lower, upper }, of) => `${points(lower, of)} to ${points(upper, of)}`,
    decimals: shareDecimals,
  };
}

function isDays(measure: Measure | undefined, id: string): boolean {
  return /\bdays\b/.test(measure?.unit ?? "") || /_days_|_days$/.test(id);
}

function titleOf(
  measure: Measure | undefined,
  id: string,
  instrument: CatalogueInstrument | undefined,
  project: Project | undefined,
): string {
  const plain = measure?.title ?? id.replaceAll("_", " ");
  const title = plain.charAt(0).toUpperCase() + plain.slice(1);
  if (instrument !== undefined) {
    return id === "mean_change" && project !== undefined
      ? `Average change in ${instrument.short} of people referred`
      : `${title}, ${instrument.short}`;
  }
  const target = /_target$/.test(id) ? (project?.target_label ?? null) : null;
  if (id === "share_target") {
    return target === null
      ? "Referrals of the target group (share of all referrals)"
      : `Referrals of ${withinSentence(target)} (share of all referrals)`;
  }
  const group = target === null ? "" : ` (${withinSentence(target)})`;
  // A share says what it is a share of, unless its title does.
  const of = /^share of (.+)$/.exec(measure?.unit ?? "")?.[1] ?? "";
  const told = of === "" || of === "staff" || title.toLowerCase().includes(of);
  if (told) return `${title}${group}`;
  return title.endsWith(")") && group === ""
    ? `${title.slice(0, -1)}; share of ${of})`
    : `${title}${group} (share of ${of})`;
}

/** A label for the middle of a sentence: its capital goes, unless the word may be a name (Asian, Somali). */
function withinSentence(label: string): string {
  return /^(People|Men|Women|Those|Adults|Older|Younger|Homeless|Patients|Referrals)\b/.test(label)
    ? `${label.charAt(0).toLowerCase()}${label.slice(1)}`
    : label;
}
