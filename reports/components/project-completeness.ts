import type { Catalogue } from "../../src/release/catalogue.ts";
import { nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure } from "./figure.js";
import { formatValue, statusWords } from "./format.js";
import type { Release } from "./load-release.js";
import { projectMeasureTitle } from "./measure-style.js";
import { nameColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];
const WINDOWS = ["before", "during", "after"] as const;

interface Item {
  readonly title: string;
  /** What the numbers are numbers of. */
  readonly counted: string;
  /** A number of records, or a share where `isShare`. */
  readonly of: (window: string) => EstimateRow | undefined;
  readonly number: (row: EstimateRow) => number | null;
  readonly isShare: boolean;
}

/**
 * How many records stand behind each figure of a project, beside the referrals it received, and how many of those due have a
 * second score; where the question is answered by figures of staff alone it says so.
 */
export function projectCompleteness(release: Release, project: Project): Node {
  const { catalogue, estimates } = release;
  const at = (measure: string, instrument: string) => (period: string) =>
    estimates.find({
      ...{ measure, instrument, area_type: "project", area: project.id },
      ...{ period_type: "window", period, breakdown: "none", category: "all" },
    });
  const isHeld = ({ of }: Item): boolean => WINDOWS.some((window) => of(window) !== undefined);
  const scores = [...new Set(project.measures.map(({ instrument }) => instrument))].filter((id) => id !== "");
  const items = [
    {
      title: "Referrals received",
      counted: "Referrals",
      of: at("referrals", ""),
      number: shareOrCount,
      isShare: false,
    },
    ...project.measures.map(({ measure, instrument }) => ({
      title: projectMeasureTitle(catalogue, measure, instrument, project),
      counted: countedWords(catalogue, measure),
      of: at(measure, instrument),
      number: recordsOf,
      isShare: false,
    })),
    ...scores.map((instrument) => ({
      title: `Of those due a second ${catalogue.instruments.find(({ id }) => id === instrument)?.short ?? ""} score, have one`,
      counted: "Share of people due a second score",
      of: at("follow_up_rate", instrument),
      number: shareOrCount,
      isShare: true,
    })),
  ].filter(isHeld);
  if (items.length === 0) return nothing();
  const text = (item: Item, window: string): string => {
    const row = item.of(window);
    if (row === undefined) return "Not published";
    if (row.status !== "published") return statusWords(row.status);
    const number = item.number(row);
    if (number === null) return "–";
    return formatValue(
      number,
      { kind: item.isShare ? "proportion" : "count", decimals: 0, signed: false },
      row.denominator,
    );
  };
  const gone = items
    .flatMap(({ of }) => WINDOWS.map(of))
    .filter((row) => row !== undefined && row.status !== "published").length;
  const staff = project.measures.filter(
    ({ measure, instrument }) => !WINDOWS.some((window) => at(measure, instrument)(window) !== undefined),
  );
  return figure<Item>(catalogue, {
    id: "completeness",
    title: "Records behind each figure",
    summary: `${
      gone === 0
        ? "No figure of these is held back."
        : `${gone} of ${items.length * WINDOWS.length} cannot be shown, which does not mean zero.`
    } A figure with far fewer records than there were referrals is of those alone for whom it was recorded or who came that far; who they are may differ from the others.${
      staff.length === 0
        ? ""
        : ` ${staff.length === 1 ? "One measure of the question is of staff and is" : `${staff.length} measures of the question are of staff and are`} not in this table: how many staff are behind a figure is not shown.`
    }`,
    table: {
      caption: `Records behind each figure of ${project.id}`,
      items,
      columns: [
        nameColumn("Figure", ({ title }: Item) => title),
        {
          label: "What is counted",
          text: ({ counted }: Item) => counted,
          csv: ({ counted }: Item) => counted,
        },
        ...WINDOWS.map((window) => ({
          label: `${window.charAt(0).toUpperCase()}${window.slice(1)}`,
          numeric: true,
          text: (item: Item) => text(item, window),
          csv: (item: Item) => text(item, window),
        })),
      ],
    },
    note: "Numbers are rounded. They differ from row to row because each figure is of other records: the second column says which. One person may have several goals, contacts or activities.",
    methods: [],
    open: true,
  });
}

/** What stands below the line of a figure, or, for rates, above it. */
function countedWords({ measures }: Catalogue, measure: string): string {
  const entry = measures.find(({ id }) => id === measure);
  const text = entry === undefined ? "" : measure.includes("_per_") ? entry.numerator : entry.denominator;
  return text === "" ? "–" : text;
}

const shareOrCount = ({ value }: EstimateRow): number | null => value;
/** Referrals of a rate, whose denominator is people and years; of a share its denominator; of anything else its people. */
const recordsOf = (row: EstimateRow): number | null =>
  row.measure.includes("_per_") ? row.numerator : (row.denominator ?? row.n);
