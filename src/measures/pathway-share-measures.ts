import type { PathwayFact } from "../model/programme.ts";
import type { MeasureEntry } from "./library.ts";

const REACHED: Readonly<Record<Exclude<PathwayFact, "referred">, string>> = {
  accepted: "accepted",
  contacted: "reached by a link worker",
  assessed: "assessed with a first score",
  referred_on: "referred on to an activity",
  started: "started an activity",
  completed: "completed the planned sessions",
  reviewed: "reviewed with a second score",
};

/** Shares of referrals that came as far as each stage of the pathway: of all, and of those at the stage before. */
export const pathwayShareMeasures: readonly MeasureEntry[] = Object.entries(REACHED).flatMap(
  ([fact, words]): MeasureEntry[] => [
    {
      id: `share_reached_${fact}`,
      title: `Pathway: ${words}, of those at the first stage`,
      kind: "proportion",
      unit: "share of referrals",
      polarity: "neither",
      definition: `Of the referrals at the first stage of the pathway, the share that came as far as this stage (${words}) by the data date.`,
      numerator: "Referrals that reached this stage and all before it, as released",
      denominator: "Referrals at the first stage, as released",
      method: "wilson",
      caveat: "Recent referrals may still go on. Stopping is not failure: a person may have what they need.",
    },
    {
      id: `share_onward_${fact}`,
      title: `Pathway: ${words}, of those at the stage before`,
      kind: "proportion",
      unit: "share of referrals",
      polarity: "neither",
      definition: `Of the referrals at the stage before, the share that came as far as this stage (${words}) by the data date.`,
      numerator: "Referrals that reached this stage and all before it, as released",
      denominator: "Referrals at the stage before, as released",
      method: "wilson",
      caveat: "Recent referrals may still go on. Stopping is not failure: a person may have what they need.",
    },
  ],
);
