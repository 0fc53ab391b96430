import type { Catalogue } from "../release/catalogue.ts";
import type { Verdict } from "../release/project-comparisons-schema.ts";

type Project = Catalogue["projects"][number];

/**
 * Which way the first measure of a project goes where the answer to its question is yes: as declared before looking, else the way
 * that is better by its instrument or by the measure library.
 */
export function hopedWay(
  project: Project,
  { instruments, measures }: Pick<Catalogue, "instruments" | "measures">,
): "higher" | "lower" | null {
  const [primary] = project.measures;
  const declared = project.first_measure?.yes_if ?? null;
  if (declared !== null || primary === undefined) return declared;
  const better =
    instruments.find(({ id }) => id === primary.instrument)?.better ??
    measures.find(({ id }) => id === primary.measure)?.polarity ??
    "neither";
  return better === "neither" ? null : better;
}

/** The way of a difference that is not 0: a yes, a no, or only higher or lower where nothing was hoped for. */
export function wayOf(estimate: number, hoped: "higher" | "lower" | null): NonNullable<Verdict["way"]> {
  const side = estimate < 0 ? "lower" : "higher";
  if (hoped === null) return side;
  return side === hoped ? "yes" : "no";
}

/**
 * Whom an answer is about, as `for referrals received after the pilot`: the target group where it is the measure's, else what the
 * measure is a share of.
 */
export function forWhom(
  project: Project,
  later: "during" | "after",
  measures: Catalogue["measures"],
): string {
  const [primary] = project.measures;
  const when = `${later} the pilot`;
  if (primary === undefined) return "";
  if (primary.instrument !== "") return `for people referred ${when} who have both scores`;
  const unit = measures.find(({ id }) => id === primary.measure)?.unit ?? "";
  const of = /^share of (.+)$/.exec(unit)?.[1] ?? "";
  if (of === "people seen" || of === "people") return `for people seen ${when}`;
  if (of === "referrals" || of === "all referrals" || of === "") return `for people referred ${when}`;
  return `for ${of} of people referred ${when}`;
}
