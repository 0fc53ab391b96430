import type { Release } from "./load-release.js";
import { defaultSelection } from "./selection.js";

const ABSENT = new Set(["not_available", "not_collected"]);

/**
 * Whether the release holds the measure anywhere for an instrument: a figure, or one that was withheld.
 * A measure that every area calls not available or not collected is not held.
 */
export function isHeld(release: Release, measure: string, instrument: string): boolean {
  const { estimates } = release;
  if (estimates.holds !== undefined)
    return [instrument, ""].some((one) => estimates.holds?.(measure, one)?.held === true);
  return estimates
    .list(measure, {})
    .some((row) => (row.instrument === instrument || row.instrument === "") && !ABSENT.has(row.status));
}

/** Why a measure is available nowhere, as the release states it; "" where it is held, or where nothing is said. */
export function whyNotHeld(release: Release, measure: string, instrument: string): string {
  if (isHeld(release, measure, instrument)) return "";
  const reasonAt = (place: { readonly area_type?: string }): string =>
    release.estimates.list(measure, place).find((row) => row.instrument === instrument && row.note !== "")
      ?.note ?? "";
  const { area_type } = defaultSelection(release.catalogue);
  return reasonAt({ area_type }) || reasonAt({});
}

/** Whether some area says more of a measure without instrument than that it was not collected. */
export function isCollected({ estimates }: Pick<Release, "estimates">, measure: string): boolean {
  const known = estimates.holds?.(measure, "");
  return known?.collected ?? estimates.list(measure, {}).some(({ status }) => status !== "not_collected");
}

/** Whether the release holds scores of people measured twice. */
export function hasOutcomes(release: Release): boolean {
  return release.estimates.has("mean_change") || release.estimates.has("mean_baseline");
}

/** Whether the release holds published workforce figures, and neither referrals nor scores. */
export function isCapacityOnly(release: Release): boolean {
  const { estimates } = release;
  return (
    estimates.has("link_worker_fte") &&
    !["referrals", "people", "mean_change", "mean_baseline"].some((measure) => estimates.has(measure))
  );
}
