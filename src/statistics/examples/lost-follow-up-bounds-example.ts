import { lostFollowUpBounds, meanIfLostUnchanged } from "../lost-follow-up-bounds.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

const PEOPLE = { improved: 45, followedUp: 90, lost: 30 } as const;

/** What a share improved could be, whatever became of the people lost. */
export const lostFollowUpBoundsExample: WorkedExample = {
  method: "lost-follow-up-bounds",
  title: "Best and worst case of a share improved",
  given: { columns: ["Improved", "Followed up", "Lost"], rows: [Object.values(PEOPLE)] },
  answers: [
    numberAnswer("Share improved of those followed up", 0.5, 4),
    numberAnswer("If nobody lost improved", 0.375, 4),
    numberAnswer("If everybody lost improved", 0.625, 4),
    numberAnswer("With chance: lower limit of the worst case", 0.2935, 4),
    numberAnswer("With chance: upper limit of the best case", 0.7065, 4),
    numberAnswer("An average change of 4 points, if nobody lost changed", 3, 4, "points"),
  ],
  citation:
    "Horowitz and Manski (2000), JASA 95:77–84; 45 ÷ 120 and 75 ÷ 120; the limits are those of R: prop.test(45, 120, correct = FALSE) and (75, 120).",
  compute: () => {
    const { improved, followedUp, lost } = PEOPLE;
    const { completeCase, worstCase, bestCase, lower, upper } = lostFollowUpBounds(
      improved,
      followedUp,
      lost,
    );
    const unchanged = meanIfLostUnchanged(4, followedUp, lost);
    return [completeCase.value, worstCase, bestCase, lower, upper, unchanged];
  },
};
