import { concentrationIndex } from "../concentration-index.ts";
import { REACHED, REACHED_TABLE } from "./reached-groups.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Which end of an order a service reaches more. */
export const concentrationIndexExample: WorkedExample = {
  method: "concentration-index",
  title: "Reach from the most to the least deprived",
  given: REACHED_TABLE,
  answers: [numberAnswer("Concentration index (below 0: more towards the most deprived)", -0.094, 4)],
  citation:
    "Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77:87–103; by hand 2 × (0.48 × 0.2 + 0.24 × 0.525 + 0.16 × 0.75 + 0.08 × 0.9 + 0.04 × 0.975) − 1.",
  compute: () => [concentrationIndex(REACHED).index],
};
