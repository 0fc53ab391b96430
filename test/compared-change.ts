import type { ComparedChange } from "../src/release/project-comparisons-schema.ts";

/** A project's change beside eight networks, as released: six percentage points higher, 2 to 10, none as far from the others. */
export const comparedChange: ComparedChange = {
  project: "P1",
  measure: "share_men",
  instrument: "",
  kind: "share",
  later: "after",
  status: "published",
  reason: "",
  estimate: 0.06,
  lower: 0.02,
  upper: 0.1,
  level: 0.95,
  networks: 8,
  left_out: 0,
  as_far: 0,
  may_claim: false,
};
