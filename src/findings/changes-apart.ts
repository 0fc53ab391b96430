import { measureKind } from "../measures/library.ts";
import { type Limits, newcombeDifference } from "../statistics/newcombe-difference.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import type { PrintableFigure } from "./released-estimate.ts";

/** Decimals of a share 0–1: whole percentage points. */
const OF_A_SHARE = 2;
const LEVEL = 0.95;

/** A figure before a pilot and one later. */
interface BeforeAndLater {
  readonly before: PrintableFigure | null;
  readonly later: PrintableFigure | null;
}

/**
 * How much more a measure changed at one place than at another, from four released figures: their limits of 95% combined
 * (`newcombeDifference`, twice), so that medians and rates have one too. Shares 0–1, other measures in their unit; the limits are
 * rounded outwards, what is no share to `decimalsOfOther` decimals, those that its figures are shown with. Null where one of the
 * four is not shown or has no interval of 95%.
 *
 * The figures count as independent and the interval holds single people's chance alone: places that go their own way are not in it,
 * so it is too short. Source: Zou and Donner (2008), Statistics in Medicine 27:1693–1702.
 */
export function changesApart(
  measure: string,
  here: BeforeAndLater,
  there: BeforeAndLater,
  decimalsOfOther = 1,
): Limits | null {
  const [hereBefore, hereLater] = [limitsOf(here.before), limitsOf(here.later)];
  const [thereBefore, thereLater] = [limitsOf(there.before), limitsOf(there.later)];
  if (hereBefore === null || hereLater === null || thereBefore === null || thereLater === null) return null;
  const { value, lower, upper } = newcombeDifference(
    newcombeDifference(hereLater, hereBefore),
    newcombeDifference(thereLater, thereBefore),
  );
  const decimals = measureKind(measure) === "proportion" ? OF_A_SHARE : decimalsOfOther;
  return {
    value: roundedOrNull(value, decimals) ?? 0,
    lower: roundOutwards(lower, decimals, Math.floor),
    upper: roundOutwards(upper, decimals, Math.ceil),
  };
}

/** The limits of a figure of 95%, which hold its value; null where it has none. */
export function limitsOf(figure: PrintableFigure | null): Limits | null {
  if (figure?.interval?.level !== LEVEL) return null;
  const { value, interval } = figure;
  return { value, lower: Math.min(interval.lower, value), upper: Math.max(interval.upper, value) };
}
