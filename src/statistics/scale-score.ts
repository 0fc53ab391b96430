/** How the answers to the items of a scale become one score. */
export interface ScoringRule {
  readonly items: number;
  /** Answers are 1 to `categories`. */
  readonly categories: number;
  /** Items, counted from 0, whose answers are turned round before scoring. */
  readonly reversed: readonly number[];
  /** Fewest answers for which there is a score. */
  readonly minimumAnswered: number;
  /** Points of answer 1 and of the last answer; those between are evenly spaced. */
  readonly points: readonly [lowest: number, highest: number];
}

/** One person's score on a scale; null with a reason where too few items are answered. */
export interface ScaleScore {
  readonly answered: number;
  readonly score: number | null;
  readonly reason: "too_few_answers" | null;
}

/**
 * Score of one person on a scale: the mean of the points of the items answered, reversed items turned round.
 *
 * `answers` has an entry for each item, a whole number from 1 or null for an item not answered. With fewer answers
 * than the rule asks for there is no score; missing answers are never filled in. Throws a RangeError for an answer
 * off the scale or another number of items.
 */
export function scaleScore(answers: readonly (number | null)[], rule: ScoringRule): ScaleScore {
  if (answers.length !== rule.items) {
    throw new RangeError(`The scale has ${rule.items} items, not ${answers.length}.`);
  }
  const [lowest, highest] = rule.points;
  const step = (highest - lowest) / (rule.categories - 1);
  const points = answers.flatMap((answer, index) => {
    if (answer === null) return [];
    if (!Number.isInteger(answer) || answer < 1 || answer > rule.categories) {
      throw new RangeError(`An answer is a whole number from 1 to ${rule.categories}, not ${answer}.`);
    }
    const turned = rule.reversed.includes(index) ? rule.categories + 1 - answer : answer;
    return [lowest + (turned - 1) * step];
  });
  const answered = points.length;
  if (answered === 0 || answered < rule.minimumAnswered) {
    return { answered, score: null, reason: "too_few_answers" };
  }
  return { answered, score: points.reduce((sum, one) => sum + one, 0) / answered, reason: null };
}
