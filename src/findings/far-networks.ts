import type { ComparePage } from "../release/catalogue.ts";

type Funnel = ComparePage["funnels"][number];

/** Networks beyond the 99.8% limits of one funnel, in the order of its points. */
export interface FarNetworks {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** The points that verdicts are read from: adjusted for case mix where they can be. */
export const judgedPoints = (funnel: Funnel): Funnel["points"] => (funnel.case_mix ?? funnel).points;

/** A point's verdict, with differences beyond chance allowed for where these can be worked out. */
export const judgedVerdict = ({
  verdict,
  adjusted_verdict,
}: Funnel["points"][number]): Funnel["points"][number]["verdict"] => adjusted_verdict ?? verdict;

/**
 * The networks beyond the 99.8% limits of a funnel, once case mix and differences beyond chance are allowed for where these
 * can be worked out; nobody where there is no funnel. The headline of Compare, its table and the list of measures all
 * count these.
 */
export function farNetworks(funnel: Funnel): FarNetworks {
  if (funnel.status !== "published") return { above: [], below: [] };
  const beyond = (wanted: "above_outer" | "below_outer") =>
    judgedPoints(funnel).flatMap((point) => (judgedVerdict(point) === wanted ? [point.area] : []));
  return { above: beyond("above_outer"), below: beyond("below_outer") };
}
