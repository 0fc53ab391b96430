import { dissimilarityIndex } from "../dissimilarity-index.ts";
import { REACHED, REACHED_TABLE } from "./reached-groups.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** How unevenly a service reaches its population, beside what chance alone would make of a perfectly even one. */
export const dissimilarityIndexExample: WorkedExample = {
  method: "dissimilarity-index",
  title: "Share of people to reach elsewhere for an even reach",
  given: REACHED_TABLE,
  answers: [
    numberAnswer("Index of dissimilarity", 0.08, 4),
    numberAnswer("Expected from chance with a perfectly even reach", 0.0464, 4),
    verdictAnswer("If nobody had been reached", "nobody", "not defined"),
  ],
  citation:
    "Duncan and Duncan (1955), American Sociological Review 20:210–217; by hand ½ × (0.08 + 0.01 + 0.04 + 0.02 + 0.01) = 0.08; the second number is that of R, with dbinom.",
  compute: () => {
    const { index, expectedByChance } = dissimilarityIndex(REACHED);
    const nobody = dissimilarityIndex(REACHED.map((group) => ({ ...group, observed: 0 })));
    return [index, expectedByChance, nobody.reason];
  },
};
