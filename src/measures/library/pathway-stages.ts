import type { PathwayFact } from "../../model/programme.ts";
import type { MeasureEntry } from "../library.ts";
import { NOT_DUE, RECEIVED } from "./share-entry.ts";

const reached: Readonly<Record<PathwayFact, readonly [string, string]>> = {
  referred: ["Referred", "were received"],
  accepted: ["Accepted", "were neither declined by the person nor turned down by the service"],
  contacted: [
    "Reached by a link worker",
    "have at least one attended, two-way, direct contact with a link worker",
  ],
  assessed: ["Assessed", "have a first score on any measure of outcome"],
  referred_on: [
    "Referred on to an activity",
    "have at least one activity that the person was referred on to",
  ],
  started: ["Started an activity", "have at least one activity with a start or an attended session"],
  completed: ["Completed the planned sessions", "have an activity with all planned sessions attended"],
  reviewed: ["Reviewed", "have a second score on any measure of outcome"],
};

/** Stages of the pathway, in order. */
export const pathwayStages: readonly MeasureEntry[] = Object.entries(reached).map(
  ([fact, [title, words]]) => ({
    id: `pathway_${fact}`,
    title: `Pathway: ${title.toLowerCase()}`,
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition: `Referrals that ${words}, and had reached every stage before it, by the data date.`,
    numerator: "Referrals at this stage and all before it",
    denominator: "",
    method: "count",
    caveat: `${RECEIVED} ${NOT_DUE} A stage that no export records is left out. A stage is withheld where it differs by a few referrals from the one shown before it.`,
  }),
);
