import { hasOutcomes, isCapacityOnly } from "./held.js";
import type { Release } from "./load-release.js";

/** What the figures of the Overview do not show because of the kind of figures they are. */
export function overviewLimits(release: Release): readonly string[] {
  if (isCapacityOnly(release)) {
    return [
      "Need: how many people in an area would gain from seeing a link worker.",
      "How many people link workers see, and what comes of it.",
      "Link workers whom the published workforce file does not list.",
    ];
  }
  return hasOutcomes(release)
    ? ["A change from before to after, without a comparison group, is not proof that the service caused it."]
    : [];
}
