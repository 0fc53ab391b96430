import { measureKind } from "../measures/library.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { BesideTogether, ComparedChange, Verdict } from "../release/project-comparisons-schema.ts";
import { forWhom, hopedWay, wayOf } from "./answer-way.ts";
import { hasGaps, leftOutWords } from "./comparison-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";
import { isApart } from "./sided-words.ts";

type Project = Catalogue["projects"][number];

interface Told {
  readonly project: Project;
  readonly compared: ComparedChange | null;
  /** Where the networks cannot be set beside it one by one. */
  readonly together: BesideTogether | null;
  /** Released figures of the project. */
  readonly rows: readonly ReleasedEstimate[];
}

type Known = Pick<Catalogue, "instruments" | "measures">;

const notYet = (text: string): Verdict => ({ kind: "not_yet", way: null, text: sentence(text) });

/**
 * How far a project's question is answered by its first measure, and which way. Answered: its change lies clearly apart from that of
 * networks named beforehand, set beside it one by one; a change against what was hoped answers too, with no. First look: it lies
 * apart, but more than one in five of them are left out or they could only be taken together. Not answered yet: all else, with the
 * reason.
 */
export function projectVerdict({ project, compared, together, rows }: Told, catalogue: Known): Verdict {
  const [primary] = project.measures;
  if (primary === undefined) return notYet("No measure was named beforehand to answer it.");
  if (compared?.status === "published") return comparedVerdict(project, compared, catalogue);
  const own = rows.filter(
    (row) =>
      row.area_type === "project" &&
      row.measure === primary.measure &&
      row.instrument === primary.instrument &&
      row.period_type === "window",
  );
  const isShown = (window: string) => printableFigure(own.find(({ period }) => period === window)) !== null;
  if (own.length === 0) {
    return notYet(
      project.windows.length === 0
        ? "No dates of a pilot were declared, so there are figures over the whole period and nothing to set them beside."
        : "There are figures of staff of one service by year, and the same of services without the project are not held.",
    );
  }
  if (!isShown("before") || !(isShown("after") || isShown("during"))) {
    return notYet("The figures before and after the pilot cannot both be shown.");
  }
  const only = "There is a before and after, but";
  if (project.comparator_label === null) return notYet(`${only} no comparison networks were named.`);
  const kind = measureKind(primary.measure);
  const what = kind === "amount" ? "a median" : kind === "rate" ? "a rate" : "this measure";
  const why =
    compared === null
      ? `${what} cannot be compared network by network`
      : "too few people stand behind single networks";
  if (together === null) return notYet(`${only} ${why}.`);
  const others = together.beside === "others";
  const whose = others ? "everybody else on the same lists" : "the comparison networks";
  const whole = others ? "" : "these could only be taken together: ";
  return isApart(together)
    ? apart("first_look", project, together, catalogue, whose, `But ${whole}${why}`)
    : notYet(`The change here is not clearly different from that of ${whose}, and ${whole}${why}.`);
}

function comparedVerdict(project: Project, compared: ComparedChange, catalogue: Known): Verdict {
  if (compared.lower === null || compared.upper === null) {
    return notYet("The difference from the comparison networks has no interval.");
  }
  if (!isApart(compared)) {
    return notYet("The change here is not clearly different from that of the comparison networks.");
  }
  return hasGaps(compared)
    ? apart(
        "first_look",
        project,
        compared,
        catalogue,
        "the comparison networks",
        `But ${leftOutWords(compared)}`,
      )
    : apart(
        "answered",
        project,
        compared,
        catalogue,
        "the comparison networks",
        "They were not chosen by lot, so it does not show that the project made the difference",
      );
}

/** `Yes, for people referred after the pilot: the change here lies clearly above that of the comparison networks. …` */
function apart(
  kind: "answered" | "first_look",
  project: Project,
  { estimate, later }: Pick<ComparedChange, "estimate" | "later">,
  catalogue: Known,
  whose: string,
  but: string,
): Verdict {
  const way = wayOf(estimate ?? 0, hopedWay(project, catalogue));
  const side = (estimate ?? 0) < 0 ? "below" : "above";
  const whom = forWhom(project, later, catalogue.measures);
  return {
    kind,
    way,
    text: `${sentence(`${WAYS[kind][way]}, ${whom}: the change here lies ${kind === "answered" ? "clearly " : ""}${side} that of ${whose}`)} ${sentence(but)}`,
  };
}

/** How an answer opens. */
const WAYS: Readonly<
  Record<"answered" | "first_look", Readonly<Record<NonNullable<Verdict["way"]>, string>>>
> = {
  answered: {
    yes: "Yes",
    no: "No, it went the other way",
    higher: "It went up more here, which was not said beforehand to be a yes or a no",
    lower: "It went down more here, which was not said beforehand to be a yes or a no",
  },
  first_look: {
    yes: "Towards yes",
    no: "Towards no",
    higher: "Towards higher, which was not said beforehand to be a yes or a no",
    lower: "Towards lower, which was not said beforehand to be a yes or a no",
  },
};
