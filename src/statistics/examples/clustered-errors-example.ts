import { ancova } from "../ancova.ts";
import { clusterRobust } from "../cluster-robust.ts";
import type { ClusterVariance } from "../cluster-scores.ts";
import { jointTest } from "../joint-test.ts";
import { NETWORK_DESIGN, NETWORKS, networkProducts, pairs } from "./network-scores.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** One difference with four standard errors: what is left of it depends on how alike people of one PCN are taken to be. */
export const clusteredErrorsExample: WorkedExample = {
  method: "clustered-errors",
  title: "People of one PCN are alike: four standard errors of one difference",
  given: {
    columns: ["PCN", "Group sessions", "Scores before → after"],
    rows: NETWORKS.map(({ name, groups, scores }) => [
      name,
      groups === 1 ? "yes" : "no",
      pairs(scores)
        .map((pair) => pair.join(" → "))
        .join(", "),
    ]),
  },
  answers: [
    numberAnswer("Difference at follow-up, for equal baseline", 5.7515, 4, "points"),
    numberAnswer("Standard error, PCNs ignored", 1.6387, 4, "points"),
    numberAnswer("Standard error CR1", 3.0339, 4, "points"),
    numberAnswer("Standard error CR2", 3.3968, 4, "points"),
    numberAnswer("CR2, degrees of freedom (Satterthwaite)", 4.0309, 4),
    numberAnswer("CR2, lower limit", -3.6511, 4, "points"),
    numberAnswer("CR2, upper limit", 15.1542, 4, "points"),
    numberAnswer("Standard error CV3, one PCN left out at a time", 3.8046, 4, "points"),
    numberAnswer("CV3, lower limit", -4.0286, 4, "points"),
    numberAnswer("CV3, upper limit", 15.5317, 4, "points"),
    numberAnswer("Both columns at once, F with CV3 on 2 and 5 degrees of freedom", 52.295, 3),
  ],
  citation:
    'Bell and McCaffrey (2002), Survey Methodology 28:169–181; MacKinnon, Nielsen and Webb (2023), Journal of Applied Econometrics 38:671–694; the numbers are those of R and clubSandwich: vcovCR(lm(after ~ before + groups), pcn, "CR2").',
  compute: () => {
    const clusters = networkProducts();
    const robust = (kind: ClusterVariance) =>
      clusterRobust(NETWORK_DESIGN, clusters, [], kind).coefficients[2];
    const independent = ancova(NETWORK_DESIGN, clusters).coefficients[2];
    const [cr1, cr2, cv3] = [robust("CR1"), robust("CR2"), robust("CV3")];
    return [
      independent?.value ?? null,
      independent?.standardError ?? null,
      cr1?.standardError ?? null,
      cr2?.standardError ?? null,
      cr2?.degreesOfFreedom ?? null,
      cr2?.lower ?? null,
      cr2?.upper ?? null,
      cv3?.standardError ?? null,
      cv3?.lower ?? null,
      cv3?.upper ?? null,
      jointTest(NETWORK_DESIGN, clusters, ["baseline", "group sessions"]).f,
    ];
  },
};
