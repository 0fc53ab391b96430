import { measureKind } from "../measures/library.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { ComparedChange, Verdict } from "../release/project-comparisons-schema.ts";
import { hasGaps, leftOutWords } from "./comparison-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

interface Told {
  readonly project: Catalogue["projects"][number];
  readonly compared: ComparedChange | null;
  /** Released figures of the project. */
  readonly rows: readonly ReleasedEstimate[];
}

const verdict = (kind: Verdict["kind"], text: string): Verdict => ({ kind, text: sentence(text) });

/**
 * How far a project's question is answered by its first measure. Answered: its change lies clearly apart from that of networks
 * named beforehand. First look: more than one in five of them are left out. Not answered yet: all else, with the reason.
 */
export function projectVerdict({ project, compared, rows }: Told): Verdict {
  const [primary] = project.measures;
  if (primary === undefined) return verdict("not_yet", "No measure was named beforehand to answer it.");
  if (compared?.status === "published") return comparedVerdict(compared);
  const own = rows.filter(
    (row) =>
      row.area_type === "project" &&
      row.measure === primary.measure &&
      row.instrument === primary.instrument &&
      row.period_type === "window",
  );
  const isShown = (window: string) => printableFigure(own.find(({ period }) => period === window)) !== null;
  if (own.length === 0) {
    return verdict(
      "not_yet",
      project.windows.length === 0
        ? "No dates of a pilot were declared, so there is no before and after."
        : "There are figures of staff of one service by year, with no comparison.",
    );
  }
  if (!isShown("before") || !(isShown("after") || isShown("during"))) {
    return verdict("not_yet", "The figures before and after the pilot cannot both be shown.");
  }
  const only = "There is a before and after, but";
  if (project.comparator_label === null)
    return verdict("not_yet", `${only} no comparison networks were named.`);
  if (compared !== null) return verdict("not_yet", `${only} too few people stand behind single networks.`);
  const kind = measureKind(primary.measure);
  const what = kind === "amount" ? "a median" : kind === "rate" ? "a rate" : "this measure";
  return verdict("not_yet", `${only} ${what} cannot be compared network by network.`);
}

function comparedVerdict(compared: ComparedChange): Verdict {
  const { lower, upper } = compared;
  if (lower === null || upper === null) {
    return verdict("not_yet", "The difference from the comparison networks has no interval.");
  }
  if (hasGaps(compared)) {
    return verdict("first_look", `${leftOutWords(compared)}, so the others may not stand for all.`);
  }
  return lower > 0 || upper < 0
    ? verdict(
        "answered",
        "As far as networks that were not chosen by lot can tell: the change here lies clearly apart from theirs.",
      )
    : verdict("not_yet", "The change here is not clearly different from that of the comparison networks.");
}
