import type { Release } from "./load-release.js";

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
  const rows = release.estimates.list(measure, {});
  return rows.find((row) => row.instrument === instrument && row.note !== "")?.note ?? "";
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
