import { unknownGroupBounds } from "../unknown-group-bounds.ts";
import { REACHED, REACHED_TABLE } from "./reached-groups.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** What sixty people of unknown neighbourhood could make of ratios and of the index, whatever theirs is. */
export const unknownGroupBoundsExample: WorkedExample = {
  method: "unknown-group-bounds",
  title: "Sixty more people whose group was not recorded",
  given: REACHED_TABLE,
  answers: [
    numberAnswer("Ratio of neighbourhood 1 if none of the sixty live there", 0.9677, 4),
    numberAnswer("Ratio of neighbourhood 1 if all of them do", 1.4516, 4),
    numberAnswer("Least index of dissimilarity", 0, 4),
    numberAnswer("Greatest index of dissimilarity", 0.1806, 4),
  ],
  citation:
    "Manski (1990), American Economic Review 80:319–323; by hand 120 ÷ 310 ÷ 0.4 = 0.9677 and 180 ÷ 310 ÷ 0.4 = 1.4516; the index is the largest of five cases gone through in R, with all sixty in one group.",
  compute: () => {
    const { ratios, dissimilarity } = unknownGroupBounds(REACHED, 60);
    const [first] = ratios;
    return [
      first?.least ?? null,
      first?.most ?? null,
      dissimilarity?.least ?? null,
      dissimilarity?.most ?? null,
    ];
  },
};
