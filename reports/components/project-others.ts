import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange, ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { formatValue, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { measureStyle, projectMeasureTitle } from "./measure-style.js";
import type { TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

interface Item {
  readonly title: string;
  readonly isFirst: boolean;
  readonly better: string;
  readonly style: NumberStyle;
  readonly change: ComparedChange;
}

/** How many looks are too many to take one by itself: an interval of 95% misses by chance once in so many. */
const ONE_IN = 20;

/**
 * The change of every measure of a project less that of its comparison networks, the first measure on top; a sentence where
 * none can be set beside single networks.
 */
export function projectOthers(
  { catalogue }: Release,
  comparisons: ProjectComparisons,
  project: Project,
): Node {
  const told = comparisons.projects.find((one) => one.project === project.id);
  const asked = project.measures.length - 1;
  const others = told?.others ?? [];
  const shown = others.filter(({ status }) => status === "published");
  const looked = `${asked === 1 ? "One measure was" : `${asked} measures were`} named besides the first, and ${
    shown.length === 0 ? "none" : shown.length
  } can be set beside single networks.`;
  if (asked < 1) return h("p", {}, "No measure was named besides the first.");
  if (shown.length === 0 && project.comparator_label === null) return nothing();
  if (shown.length === 0) {
    return h(
      "p",
      {},
      `${looked} Medians, rates and figures of staff are not compared in that way${others.length === 0 ? "" : ", and of the others too few people stand behind single networks"}.`,
    );
  }
  const all = [...(told?.compared ? [told.compared] : []), ...others];
  const items = all.map((change, place): Item => {
    const { measure, instrument } = change;
    const plain = measureStyle(catalogue, measure, instrument);
    return {
      title: projectMeasureTitle(catalogue, measure, instrument, project),
      isFirst: place === 0 && told?.compared === change,
      better: betterOf(catalogue, change),
      // Differences of shares in percentage points.
      style:
        change.kind === "share"
          ? { kind: "mean", decimals: 0, signed: true }
          : { ...plain, kind: "mean", decimals: 1, signed: true },
      change,
    };
  });
  const size = ({ style, change: { kind, measure, instrument } }: Item, value: number | null): string => {
    if (value === null) return "–";
    if (kind === "share") {
      const points = Math.round(value * 100);
      return `${formatValue(points, style)} percentage ${Math.abs(points) === 1 ? "point" : "points"}`;
    }
    const unit =
      catalogue.instruments.find(({ id }) => id === instrument)?.unit ??
      catalogue.measures.find(({ id }) => id === measure)?.unit ??
      "";
    return `${formatValue(value, style)} ${unit}`.trim();
  };
  const limits = ({ style, change: { kind, lower, upper } }: Item): string => {
    if (lower === null || upper === null) return "";
    const scale = kind === "share" ? 100 : 1;
    const text = (value: number) => formatValue(kind === "share" ? Math.round(value * scale) : value, style);
    return `${text(lower)} to ${text(upper)}`;
  };
  const words = (label: string, of: (item: Item) => string): TableColumn<Item> => ({
    label,
    text: of,
    csv: of,
  });
  const expected = shown.length / ONE_IN;
  const chance =
    expected < 0.5
      ? "With so few, chance alone rarely makes one look clear, but it can."
      : `Of so many, chance alone would make about ${expected < 1.5 ? "one" : Math.round(expected)} look clear.`;
  return figure<Item>(catalogue, {
    id: "secondary-measures",
    title: "Every measure beside the comparison networks",
    summary: `Only the first measure was named to answer the question. The others are exploratory: they may suggest an answer and cannot give it. ${looked} ${chance}`,
    table: {
      caption: `Change of each measure of ${project.id} less the average change of its comparison networks`,
      items,
      stacked: true,
      columns: [
        {
          label: "Measure",
          text: ({ title, isFirst }) => (isFirst ? h("strong", {}, `${title} (first measure)`) : title),
          csv: ({ title, isFirst }) => (isFirst ? `${title} (first measure)` : title),
        },
        {
          label: "Change here less change there (95% interval)",
          text: (item) =>
            item.change.status === "published"
              ? `${size(item, item.change.estimate)}${limits(item) === "" ? "" : ` (${limits(item)})`}`
              : "Not shown",
          csv: ({ change }) => (change.status === "published" ? change.estimate : "Not shown"),
        },
        { label: "Interval from", csvOnly: true, text: () => "", csv: ({ change }) => change.lower },
        { label: "Interval to", csvOnly: true, text: () => "", csv: ({ change }) => change.upper },
        words("From", ({ change }) => (change.status === "published" ? `Before to ${change.later}` : "–")),
        words("Reading", readingOf),
        words("Networks as far from the others as the project, or farther", ({ change }) =>
          change.as_far === null || change.status !== "published"
            ? "–"
            : `${change.as_far} of ${change.networks}`,
        ),
        words("Networks left out", ({ change }) =>
          change.status === "published" ? `${change.left_out} of ${change.left_out + change.networks}` : "–",
        ),
        words("Better", ({ better }) => better),
      ],
    },
    methods: ["project-comparison"],
    open: true,
  });
}

function readingOf({ isFirst, change }: Item): string {
  const { status, reason, lower, upper, left_out, networks } = change;
  if (status === "not_shown") return reason;
  const isClear = lower !== null && upper !== null && (lower > 0 || upper < 0);
  if (!isClear) return "Not clearly different";
  const side = (lower ?? 0) > 0 ? "Higher than there" : "Lower than there";
  const few = left_out > (left_out + networks) / 5 ? ", with many networks left out" : "";
  return `${side}${few}${isFirst ? "" : " (exploratory)"}`;
}

function betterOf(catalogue: Catalogue, { measure, instrument }: ComparedChange): string {
  const better =
    catalogue.instruments.find(({ id }) => id === instrument)?.better ??
    catalogue.measures.find(({ id }) => id === measure)?.polarity ??
    "neither";
  return better === "neither" ? "Neither" : better === "higher" ? "Higher" : "Lower";
}
