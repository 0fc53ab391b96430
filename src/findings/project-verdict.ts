import { measureKind } from "../measures/library.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { BesideTogether, ComparedChange, Verdict } from "../release/project-comparisons-schema.ts";
import { hasGaps, isApart, leftOutWords } from "./comparison-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

interface Told {
  readonly project: Catalogue["projects"][number];
  readonly compared: ComparedChange | null;
  /** Where the networks cannot be set beside it one by one. */
  readonly together: BesideTogether | null;
  /** Released figures of the project. */
  readonly rows: readonly ReleasedEstimate[];
}

const verdict = (kind: Verdict["kind"], text: string): Verdict => ({ kind, text: sentence(text) });

/**
 * How far a project's question is answered by its first measure. Answered: its change lies clearly apart from that of networks
 * named beforehand, set beside it one by one. First look: it lies apart, but more than one in five of them are left out or they could
 * only be taken together. Not answered yet: all else, with the reason.
 */
export function projectVerdict({ project, compared, together, rows }: Told): Verdict {
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
  const kind = measureKind(primary.measure);
  const what = kind === "amount" ? "a median" : kind === "rate" ? "a rate" : "this measure";
  const why =
    compared === null
      ? `${what} cannot be compared network by network`
      : "too few people stand behind single networks";
  if (together === null) return verdict("not_yet", `${only} ${why}.`);
  if (together.beside === "others") {
    return isApart(together)
      ? verdict(
          "first_look",
          `The change here lies apart from that of everybody else on the same lists, but ${why}.`,
        )
      : verdict(
          "not_yet",
          `The change here is not clearly different from that of everybody else on the same lists, and ${why}.`,
        );
  }
  return isApart(together)
    ? verdict(
        "first_look",
        `The change here lies apart from that of the comparison networks, but these could only be taken together: ${why}.`,
      )
    : verdict(
        "not_yet",
        `The change here is not clearly different from that of the comparison networks, and these could only be taken together: ${why}.`,
      );
}

function comparedVerdict(compared: ComparedChange): Verdict {
  if (compared.lower === null || compared.upper === null) {
    return verdict("not_yet", "The difference from the comparison networks has no interval.");
  }
  if (!isApart(compared)) {
    return verdict(
      "not_yet",
      "The change here is not clearly different from that of the comparison networks.",
    );
  }
  return hasGaps(compared)
    ? verdict(
        "first_look",
        `The change here lies apart from that of the comparison networks. But ${leftOutWords(compared)}.`,
      )
    : verdict(
        "answered",
        "As far as networks that were not chosen by lot can tell: the change here lies clearly apart from theirs.",
      );
}
