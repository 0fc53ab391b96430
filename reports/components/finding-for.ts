import type { Findings } from "../../src/release/catalogue.ts";
import { capacityFinding } from "./capacity-finding.js";
import { hasOutcomes, isCapacityOnly } from "./held.js";
import type { Release } from "./load-release.js";
import { findingAt, type Selection } from "./selection.js";

/**
 * The finding a page opens with, undefined where none was released. The Overview of a programme without referrals
 * opens with its outcomes, or with its workforce figures, never with what it does not hold.
 */
export function findingFor(
  release: Release,
  selection: Selection,
  page: string,
): Findings["findings"][string] | undefined {
  const own = findingAt(release.findings, page, selection);
  if (page !== "overview" || release.estimates.has("referrals")) return own;
  if (isCapacityOnly(release)) return capacityFinding(release, selection);
  const outcomes = findingAt(release.findings, "outcomes", selection);
  if (outcomes === undefined || own === undefined) return own ?? outcomes;
  return {
    ...own,
    headline: outcomes.headline,
    detail: own.detail.filter((text) => text !== outcomes.headline),
  };
}

/** What stands in place of a finding on a page whose subject the programme did not collect; undefined elsewhere. */
export function notCollectedFor(
  release: Release,
  selection: Selection,
  page: string,
): { readonly headline: string; readonly detail: string } | undefined {
  const holds = isCapacityOnly(release)
    ? "It holds published statistics on link workers and registered patients. They are on the Overview, and say nothing about the people who were supported."
    : "What it does hold is on the Overview.";
  if (page === "outcomes" && !hasOutcomes(release)) {
    return { headline: "No outcome scores were collected in this programme.", detail: holds };
  }
  if (page === "equity" && selection.breakdown === "") {
    return {
      headline: "Nothing was collected in this programme about who was referred or supported.",
      detail: holds,
    };
  }
  return undefined;
}
