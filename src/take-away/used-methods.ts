import type { MethodText } from "./method-texts.ts";
import type { TakeAwayRelease } from "./read-release.ts";

/** Sections that describe what stands behind figures without being the method of one. */
const OF_SCORES = [
  "pairing",
  "follow-up-rate",
  "sample-flow",
  "meaningful-change",
  "differences",
  "evidence-grade",
];
const OF_NETWORKS = ["funnel", "case-mix", "shrinkage", "control-chart-shares"];
const OF_PROJECTS = ["project-changes", "project-comparison"];
const OF_ALL = ["scaled-integers", "disclosure-control"];

/** The methods that a release makes use of, in the order of the Methods page. */
export function usedMethods(release: TakeAwayRelease, methods: readonly MethodText[]): readonly MethodText[] {
  const { catalogue, compare, estimates } = release;
  const used = new Set([
    ...estimates.filter(({ status }) => status === "published").map(({ method }) => method),
    ...OF_ALL,
    ...(catalogue.instruments.length > 0 ? OF_SCORES : []),
    ...(catalogue.instruments.some((one) => one.pam_cut_points !== null) ? ["pam-levels"] : []),
    ...(compare.funnels.length > 0 ? OF_NETWORKS : []),
    ...(catalogue.projects.length > 0 ? OF_PROJECTS : []),
  ]);
  return methods.filter(({ id }) => used.has(id));
}
