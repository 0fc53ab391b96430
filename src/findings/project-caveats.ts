import type { Catalogue } from "../release/catalogue.ts";
import { numberWords } from "./number-words.ts";

type Measures = Catalogue["projects"][number]["measures"];

/** What a figure of a project is set beside: figures of staff and some others have no comparison networks. */
export interface ComparedFigure {
  readonly staff: boolean;
  readonly compared: boolean;
  /** Set beside everybody else on the project's own lists. */
  readonly besideOthers?: boolean;
}

const STAFF =
  "Figures of staff are of the whole service and of financial years. They do not begin and end with the pilot, and services without the project give none to set beside them.";
const COMPARED =
  "The comparison networks were not chosen by lot, and their people may differ. The two changes stand side by side; the difference between them is not put down to the project.";
const OTHERS =
  "The first measure is set beside everybody else on the same lists, who may have changed for other reasons. The difference is not put down to the project.";
const alone = (others: boolean): string =>
  `${others ? "The first measure has" : "There is"} no comparison group: whatever else changed at the same time is in ${others ? "its" : "these"} figures too.`;

/** What kind of comparison the measures of a project rest on: that of the primary one first. */
export function comparisonCaveats(
  primary: ComparedFigure,
  others: readonly ComparedFigure[],
): readonly string[] {
  const all = [primary, ...others];
  const compared = all.some((one) => one.compared);
  const staff = all.some((one) => one.staff);
  if (primary.staff) return [STAFF, ...(compared ? [COMPARED] : [])];
  return [
    ...(primary.compared ? [] : [primary.besideOthers === true ? OTHERS : alone(compared)]),
    ...(compared ? [COMPARED] : []),
    ...(staff ? [STAFF] : []),
  ];
}

const SCORES =
  "A change of scores is that of people with both scores: those who did not come back may have done better or worse. Part of it is expected from regression to the mean alone.";
const GP_CONTACTS =
  "People are referred when they need help most, so GP contacts fall afterwards from regression to the mean alone.";
const WAITS =
  "Waits that are not over are in no median, so a recent time can look shorter than an earlier one for that alone.";
const OPEN_CASES =
  "Cases opened before the records begin are in no count of open cases, so it is too low at first and rises without any more work.";
const ENTRIES =
  "Several contacts, goals or activities of one person are alike, and the interval takes each as separate. It is too narrow: a small rise or fall may be none.";

/** What any of a project's measures needs said, the first or a later one, each once. */
export function readingCaveats(measures: Measures, entries: Catalogue["measures"]): readonly string[] {
  const unit = (measure: string) => entries.find(({ id }) => id === measure)?.unit ?? "";
  const some = (holds: (one: Measures[number]) => boolean) => measures.some(holds);
  return [
    ...(some(({ instrument }) => instrument !== "") ? [SCORES] : []),
    ...(some(({ measure }) => measure.startsWith("mean_gp_contacts")) ? [GP_CONTACTS] : []),
    ...(measures.slice(1).some(({ measure }) => measure.startsWith("median_days")) ? [WAITS] : []),
    ...(some(({ measure }) => measure === "open_cases_per_fte") ? [OPEN_CASES] : []),
    ...(measures.slice(1).some(({ measure }) => /^share of (contacts|goals|activities)$/.test(unit(measure)))
      ? [ENTRIES]
      : []),
  ];
}

/** That some of many comparisons stand out by chance; nothing for a single measure of a single project. */
export function chanceCaveats(others: number, projects: number): readonly string[] {
  return [
    ...(others > 0
      ? [
          "The first measure was named beforehand to answer the question. With several measures, one may stand out by chance.",
        ]
      : []),
    ...(projects > 1
      ? [
          `There are ${numberWords(projects)} projects: of all comparisons of before and after, up to about 1 in 20 would be called a rise or a fall by chance alone.`,
        ]
      : []),
  ];
}
