import { roundCount } from "../statistics/round-count.ts";
import type { PolicyRules } from "./policy.ts";

/** The rules of a policy in words that a patient representative understands, one sentence or two a rule. */
export function explainPolicy(rules: PolicyRules): readonly string[] {
  const { decimalsFrom, describedFrom, quantilesFrom, withholdUpTo } = rules;
  return [
    ...(rules.rounding === "midpoint" ? groupedCounts(rules) : roundedCounts(rules)),
    ...totals(rules),
    `Percentages are worked out from the rounded numbers, without decimals where fewer than ${thousands(decimalsFrom)} people are behind them.`,
    "The interval of a percentage allows for what the rounding may have changed.",
    withholdUpTo > 0
      ? `A percentage is not shown where it would tell of 1 to ${withholdUpTo} people, or of all but 1 to ${withholdUpTo}.`
      : `A percentage is not shown of fewer than ${describedFrom} people.`,
    "Nor is it shown where it would tell something private of everybody in a group, such as that all of them were in a crisis.",
    `An average is shown only where at least ${describedFrom} people are behind it.`,
    `A median is shown only where at least ${quantilesFrom} people are behind it, and the days that nine in ten waited only for ${10 * describedFrom} or more.`,
    ...staff(rules),
  ];
}

const thousands = (count: number): string => count.toLocaleString("en-GB");

function roundedCounts({ withholdUpTo, roundTo }: PolicyRules): readonly string[] {
  return [
    `A number of people from 1 to ${withholdUpTo} is not shown, so that nobody can be picked out.`,
    `All other numbers of people are rounded to the nearest ${roundTo}. A true zero is shown, unless it would give another number away.`,
    "Where a small number could be worked out from other figures, another figure is not shown either.",
  ];
}

function groupedCounts(rules: PolicyRules): readonly string[] {
  const { roundTo } = rules;
  const [first, second] = [roundCount(1, rules), roundCount(roundTo + 1, rules)];
  return [
    `Numbers of people are shown as the middle of ${roundTo} numbers: 1 to ${roundTo} as ${first}, ${roundTo + 1} to ${2 * roundTo} as ${second}, and so on. So ${first} never means just ${first}. A true zero is shown, unless it would give another number away.`,
    "Where a small number could be worked out more closely from other figures, a figure is not shown.",
  ];
}

function totals({ totals: kind }: PolicyRules): readonly string[] {
  return kind === "rounded"
    ? []
    : [
        "The programme’s numbers of referrals are the sum of those of its integrated care boards as shown, wherever each of these is shown and every referral belongs to one.",
        "Other totals are rounded by themselves: areas overlap, and groups of several kinds share one total, so no number could be the sum of the rounded parts of all its tables at once.",
      ];
}

function staff({
  quantilesFrom,
  staff: { bands, fewest, fewestAnswers, othersFrom },
}: PolicyRules): readonly string[] {
  const kinds: Readonly<Record<number, string>> = { 2: "a half", 5: "a fifth" };
  const words = bands.map(({ from, parts }, index) =>
    index < bands.length - 1 ? `${kinds[parts]} where ${from} or more are` : `else ${kinds[parts]}`,
  );
  return [
    `Figures of staff are shown only for ${fewest} or more members of staff, of whom ${fewestAnswers} or more answered, for services and the whole programme. A share of staff is shown as a band, and only where ${bands.at(-1)?.from ?? 0} or more are behind it: ${words.join(", ")}. An average over staff is shown only where ${fewest} or more answered; a median or quarter point only where ${quantilesFrom} or more did, rounded.`,
    `What became of staff, such as how many left in a year, is shown only where it happened to ${fewest} or more, and how long posts stood empty only where ${fewestAnswers} or more were filled. An average of days of sickness is not shown where nearly all of them are one or two people’s, or nobody has any.`,
    `Where a single link worker serves an area, or the others have less than ${100 * othersFrom}% of the working time of the one with most, only that it is up to a whole number of full-time equivalents is shown, and no referrals or open cases for each.`,
  ];
}
