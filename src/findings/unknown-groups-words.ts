import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords } from "./number-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/**
 * Says in one sentence for how many referrals each characteristic is not known or not stated: released counts as they
 * stand, nothing added or taken away. None where nothing is missing or nothing is counted.
 */
export function unknownGroupsWords(
  estimates: SelectionEstimates,
  breakdowns: readonly Catalogue["breakdowns"][number][],
): string[] {
  const parts = breakdowns.flatMap(({ breakdown, label }) => {
    const groups = estimates.groups("referrals", "", breakdown);
    const of = (category: string) => countWords(groups.find((group) => group.category === category));
    const [notKnown, notStated] = [of("not_known"), of("not_stated")];
    if (notKnown === null && notStated === null) return [];
    if (notStated === null) return [`${label} ${notKnown}`];
    return [`${label} ${notKnown === null ? "" : `${notKnown} and `}${notStated} not stated`];
  });
  if (parts.length === 0) return [];
  const all = printableFigure(estimates.whole("referrals", ""));
  const total = all === null ? "" : `, of ${numberWords(all.value)}`;
  return [sentence(`Referrals of people whose group is not known${total}: ${parts.join("; ")}`)];
}

function countWords(estimate: ReleasedEstimate | undefined): string | null {
  if (estimate === undefined) return null;
  const count = printableFigure(estimate);
  if (count === null) return "a number not shown";
  return count.value === 0 ? null : numberWords(count.value);
}
