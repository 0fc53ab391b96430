import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import type { Episode, PlacedRow, World } from "./world.ts";

/** So many people of one place and day, and their scores where they have two. */
export interface HandRow extends Partial<Omit<PlacedRow, "person">> {
  readonly people: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Scores × 10 before and after, one pair after the other, over and over. */
  readonly scores?: readonly (readonly [before: number, after: number])[];
}

/** A programme of April to December 2023 without windows, boards or projects of its own. */
const handProgramme = (): Programme =>
  programmeSchema.parse({
    id: "hand",
    name: "Made by hand",
    synthetic: true,
    window: { from: "2023-04-01", to: "2023-12-31" },
    data_date: "2024-12-31",
    sources: [{ id: "s", file: "s.csv", profile: "none" }],
    instruments: [
      {
        id: "pam",
        name: "Patient Activation Measure",
        short: "PAM",
        decimals: 1,
        range: [0, 100],
        better: "higher",
        pam_cut_points: "2010-style",
        meaningful_change: { points: 5.4, source: "Chosen for the test" },
      },
    ],
  });

/** A world with just these people, each referred once; areas that are not given are not known. */
export function handWorld(rows: readonly HandRow[]): World {
  const referrals: PlacedRow[] = [];
  const episodes: Episode[] = [];
  for (const { people, scores = [], ...row } of rows) {
    for (let one = 0; one < people; one++) {
      const placed: PlacedRow = {
        icb: null,
        borough: null,
        service: null,
        pcn: null,
        project: null,
        gender: "not_known",
        ethnic_group: "not_known",
        cohorts: [],
        ...row,
        person: referrals.length,
      };
      referrals.push(placed);
      const pair = scores[one % scores.length];
      if (pair !== undefined)
        episodes.push({ ...placed, before: pair[0], after: pair[1], due: true, inTime: true });
    }
  }
  return { programme: handProgramme(), referrals, episodes };
}
