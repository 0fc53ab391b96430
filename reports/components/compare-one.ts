import type { ComparePage } from "../../src/release/catalogue.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { measureTitle } from "./figure-data.js";
import { formatValue } from "./format.js";
import {
  centreWords,
  type Funnel,
  type FunnelPoint,
  funnelStyle,
  INTERVAL_WORDS,
  isBarred,
  verdictWords,
} from "./funnel-words.js";
import type { Release } from "./load-release.js";
import { networkMeasures } from "./network-measures.js";
import { areaLabel, type Selection } from "./selection.js";
import { nameColumn, type TableColumn } from "./table-model.js";

/** The chosen network beside its board and the programme, and its place in every funnel; what to choose where none is. */
export function compareOne(
  release: Release,
  page: ComparePage | undefined,
  charts: ControlCharts | undefined,
  selection: Selection,
): Node {
  if (!release.catalogue.areas.some(({ area_type }) => area_type === "pcn")) return nothing();
  if (selection.area_type !== "pcn" || page === undefined || charts === undefined) {
    return h(
      "div",
      { class: "quiet" },
      h(
        "p",
        { class: "with-script" },
        "Choose a network among the controls above, and its figures stand here beside those of its board and of the whole programme, with its place in every funnel plot.",
      ),
      h(
        "p",
        { class: "without-script" },
        "Setting one network beside its board takes a choice, which needs JavaScript. The table of networks side by side, below, has the key figures of each.",
      ),
    );
  }
  return h("div", {}, networkMeasures(release, charts, selection), standing(release, page, selection));
}

interface Item {
  readonly funnel: Funnel;
  readonly plain: FunnelPoint | undefined;
  readonly mixed: FunnelPoint | undefined;
}

/** Where a network stands in each funnel that can be shown. */
function standing({ catalogue }: Release, page: ComparePage, { area, instrument }: Selection): Node {
  const items = page.funnels
    .filter(
      (funnel) =>
        funnel.status === "published" && (funnel.instrument === instrument || funnel.instrument === ""),
    )
    .flatMap((funnel): readonly Item[] => {
      const at = (points: readonly FunnelPoint[] | undefined) => points?.find((one) => one.area === area);
      const [plain, mixed] = [at(funnel.points), at(funnel.case_mix?.points)];
      return plain === undefined && !funnel.withheld.includes(area) ? [] : [{ funnel, plain, mixed }];
    });
  if (items.length === 0) return nothing();
  const verdictOf = ({ plain, mixed }: Item): FunnelPoint["verdict"] | undefined => {
    const point = mixed ?? plain;
    return point === undefined ? undefined : (point.adjusted_verdict ?? point.verdict);
  };
  const said = items.flatMap((item) => verdictOf(item) ?? []);
  const judged = said.filter((verdict) => !isBarred(verdict)).length;
  const outside = said.filter((verdict) => /^(above|below)_/.test(verdict)).length;
  const name = areaLabel(catalogue, "pcn", area);
  const figureColumn = (label: string, pick: (item: Item) => number | undefined): TableColumn<Item> => ({
    label,
    numeric: true,
    text: (item) => {
      const value = pick(item);
      return value === undefined ? "\u2013" : formatValue(value, funnelStyle(catalogue, item.funnel));
    },
    csv: (item) => pick(item) ?? null,
  });
  const verdict = (item: Item): string => {
    const one = verdictOf(item);
    return one === undefined ? "Withheld: no verdict" : verdictWords(one);
  };
  return figure(catalogue, {
    id: "one-network-funnels",
    title: `${name}: its place in every funnel, whole period`,
    summary: `${outside} of the ${judged} figures that a verdict can be given on ${outside === 1 ? "lies" : "lie"} outside the 95% limits, which allow for case mix and for differences beyond chance where these can be worked out. With ${judged} figures, about ${Math.max(1, Math.round(judged * 0.05))} may do so by chance alone. ${INTERVAL_WORDS}`,
    table: {
      caption: `Place of ${name} in every funnel, whole period`,
      items,
      columns: [
        nameColumn("Measure", ({ funnel }: Item) => measureTitle(catalogue, funnel.measure)),
        figureColumn("As it is", ({ plain }) => plain?.value),
        figureColumn("Adjusted for case mix", ({ mixed }) => mixed?.value),
        {
          label: "All networks",
          numeric: true,
          text: ({ funnel }) => centreWords(funnel, funnel.centre ?? 0, funnelStyle(catalogue, funnel)),
          csv: ({ funnel }) => funnel.centre,
        },
        { label: "Verdict", text: verdict, csv: verdict },
      ],
    },
    methods: ["funnel", "case-mix"],
    open: true,
  });
}
