import type { ComparePage } from "../../src/release/catalogue.ts";
import { type FunnelItem, funnelColumns } from "./compare-funnel-table.js";
import { chosenMeasure } from "./compare-networks.js";
import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { measureTitle, missingWords } from "./figure-data.js";
import { formatEstimate, formatValue } from "./format.js";
import { findInChart, funnelChart, type SizedPoint } from "./funnel-chart.js";
import {
  baseWords,
  caseMixWords,
  centreWords,
  dispersionFigures,
  dispersionWords,
  type Funnel,
  type FunnelPoint,
  type FunnelSide,
  funnelStyle,
  INTERVAL_WORDS,
  isBarred,
  isCountedMoreThanOnce,
  LEAST_FOLLOWED_WORDS,
  noFunnelWords,
  sizeWords,
  verdictWords,
} from "./funnel-words.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { folded } from "./page-section.js";
import { pointSearch } from "./point-search.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { currentSelection, setSelection } from "./selection-store.js";
import { byText } from "./text-order.js";

/** What the address says where a switch is off. */
const OTHER_WAY = { limits: { limits: "chance" }, figures: { figures: "as_is" } } as const;
/** The switch that was pressed last: it has the focus again once the figure is drawn anew. */
let pressed: string | undefined;

/** The funnel of the chosen measure; undefined where it has none. */
export function chosenFunnel(release: Release, page: ComparePage, selection: Selection): Funnel | undefined {
  const measure = chosenMeasure(release, selection) || "follow_up_rate";
  return page.funnels.find(
    (one) => one.measure === measure && (one.instrument === selection.instrument || one.instrument === ""),
  );
}

/** Networks by size and by the chosen measure, between the limits that chance alone would give; nothing without any funnel. */
export function compareFunnel(release: Release, page: ComparePage, selection: Selection): Node {
  const { catalogue } = release;
  if (page.funnels.length === 0) return nothing();
  const measure = chosenMeasure(release, selection);
  const funnel = chosenFunnel(release, page, selection);
  const title = `${measureTitle(catalogue, measure)}: networks and what chance alone would give`;
  if (funnel === undefined || funnel.status !== "published" || funnel.centre === null) {
    return h(
      "section",
      { class: "figure figure-empty", id: "funnel" },
      h("h3", {}, title),
      h(
        "p",
        {},
        funnel === undefined
          ? noFunnelWords(catalogue, measure)
          : `There is no funnel plot here. ${funnel.reason}`,
      ),
    );
  }
  const made = built({ release, funnel, title, selection });
  const again = pressed;
  pressed = undefined;
  if (again !== undefined)
    queueMicrotask(() => document.getElementById(again)?.focus({ preventScroll: true }));
  return made;
}

interface Parts {
  readonly release: Release;
  readonly funnel: Funnel;
  readonly title: string;
  readonly selection: Selection;
}

function built({ release, funnel, title, selection }: Parts): HTMLElement {
  const wide = selection.limits !== "chance";
  const adjusted = selection.figures !== "as_is";
  const { catalogue, estimates } = release;
  const mix = adjusted ? funnel.case_mix : null;
  const side: FunnelSide = mix ?? funnel;
  const differ = side.adjusted.length > 0;
  const isWide = differ && wide;
  const style = funnelStyle(catalogue, funnel);
  const name = (area: string): string => areaLabel(catalogue, "pcn", area);
  const verdict = (point: FunnelPoint, from: FunnelSide): string =>
    verdictWords((from.adjusted.length > 0 && wide ? point.adjusted_verdict : null) ?? point.verdict);
  const figureOf = (point: FunnelPoint): string => formatValue(point.value, style);
  const outcome = side.points.some((point) => isBarred(point.verdict)) || isOutcome(funnel);
  const rateOf = (area: string) =>
    cellAt(estimates, { ...selection, period_type: "all", period: "all" }, "follow_up_rate", {
      area_type: "pcn",
      area,
    });
  const rate = (area: string): string =>
    missingWords(rateOf(area)) === ""
      ? formatEstimate(rateOf(area), { kind: "proportion", decimals: 0, signed: false })
      : "Withheld";
  const points: readonly SizedPoint[] = side.points.map((point) => {
    const said = (isWide ? point.adjusted_verdict : null) ?? point.verdict;
    return {
      key: point.area,
      label: name(point.area),
      x: point.denominator,
      y: point.value,
      words: `${figureOf(point)}${mix === null ? "" : ", adjusted"}, ${verdictWords(said)}${outcome ? `; ${rate(point.area)} followed up` : ""}`,
      strong: said.endsWith("outer"),
      quiet: isBarred(said),
    };
  });
  const chosen = selection.area_type === "pcn" ? selection.area : undefined;
  let found = points.some(({ key }) => key === chosen) ? chosen : undefined;
  const centre = side.centre ?? 0;
  const draw = (width: number): Node =>
    funnelChart(points, {
      width,
      style,
      near: funnel.kind !== "share",
      axis: `${measureTitle(catalogue, funnel.measure)}${mix === null ? "" : ", adjusted"}`,
      // On a narrow screen there is room for what is counted alone; the note beneath tells of the mix.
      sizeAxis: `${sizeWords(catalogue, funnel)}${mix === null || funnel.kind !== "share" || width < 480 ? "" : ", evened out for case mix"}`,
      limits: isWide ? side.adjusted : side.limits,
      lines: [{ value: centre, label: `All networks ${centreWords(funnel, centre, style)}` }],
      watermark: releaseMark(catalogue),
      label: `Funnel plot: ${side.points.length} networks by size and ${measureTitle(catalogue, funnel.measure).toLowerCase()}. The table beneath gives each network's verdict.`,
      ...(found === undefined ? {} : { found }),
    });
  const mixed = new Map((funnel.case_mix?.points ?? []).map((point) => [point.area, point]));
  const items: readonly FunnelItem[] = [
    ...funnel.points.map((point) => ({ area: point.area, plain: point, mixed: mixed.get(point.area) })),
    ...funnel.withheld.map((area) => ({ area, plain: undefined, mixed: undefined })),
  ].toSorted((a, b) => byText(name(a.area), name(b.area)));
  const mixWords = caseMixWords(funnel, style);
  const line = (text: string | undefined): HTMLElement | null =>
    text === undefined ? null : h("p", {}, text);
  const details = [mixWords, dispersionFigures(funnel, side)].filter((text) => text !== undefined);
  const check = (id: string, label: string, on: boolean, part: "limits" | "figures"): HTMLElement =>
    h(
      "label",
      { class: "check" },
      h("input", {
        type: "checkbox",
        id,
        checked: on,
        onchange() {
          pressed = id;
          const { [part]: _, ...rest } = currentSelection(catalogue);
          setSelection(on ? { ...rest, ...OTHER_WAY[part] } : rest, catalogue);
        },
      }),
      label,
    );
  const figured = figure(catalogue, {
    id: "funnel",
    title,
    summary: `Each point is a network. Small networks swing more by chance, so the limits are wider on the left. About 1 in 20 networks would lie outside the 95% limits, and 1 in 500 outside the 99.8% limits, by chance alone.${dispersionWords(side)}${outcome ? ` A network in which fewer than ${LEAST_FOLLOWED_WORDS} were followed up is given no verdict on an outcome, however high or low its figure.` : ""}`,
    controls: h(
      "div",
      { class: "filter-row" },
      pointSearch(
        "find-point",
        points,
        (key) => {
          found = key;
          findInChart(figured.querySelector(".chart-box"), key);
          const point = points.find((one) => one.key === key);
          return point === undefined ? "" : `${point.label}: ${point.words}`;
        },
        (key) => networkLink(catalogue, selection, key, "Its own page"),
      ),
      funnel.case_mix === null
        ? null
        : check("funnel-adjusted", "Adjust for who the people are (case mix)", adjusted, "figures"),
      differ
        ? check("funnel-wide", "Allow for differences between networks beyond chance", wide, "limits")
        : null,
    ),
    legend: [
      { mark: "open-dot", text: "A network" },
      { mark: "dot", text: "Outside the 99.8% limits: worth a conversation, no fault found" },
      { mark: "band", text: "Between the 95% limits (dashed); dots mark the 99.8% limits" },
      ...(points.some(({ quiet }) => quiet === true)
        ? [{ mark: "ink-ring" as const, text: "Small and grey: too few followed up to say" }]
        : []),
    ],
    draw,
    note: [
      line(
        "Over the whole period. Above or below the 95% limits is within the 99.8% limits. Too close to say: rounded numbers leave open on which side of a limit a network lies. Being outside the limits is a reason to ask why, not a verdict on care. Being inside does not show that a network is like the others.",
      ),
      line(isWide ? INTERVAL_WORDS : undefined),
      line(baseWords(funnel.measure)),
      line(
        isCountedMoreThanOnce(funnel)
          ? `Several of these may belong to one person, who is alike from one to the next: chance alone spreads networks more than limits that take each by itself. ${differ ? "Read the wider limits." : "A network a little outside the limits may well be one of chance."}`
          : undefined,
      ),
      details.length === 0 ? null : folded("How it is worked out", h("div", {}, details.map(line))),
    ],
    table: {
      caption: `${measureTitle(catalogue, funnel.measure)} of networks and their limits, whole period`,
      items,
      columns: funnelColumns({ funnel, name, style, outcome, rate, verdict }),
    },
    methods: ["funnel", ...(funnel.case_mix === null ? [] : ["case-mix"])],
    sortable: true,
    filter: { id: "find-in-funnel", label: "Find a network", many: "networks" },
  });
  return figured;
}

const isOutcome = ({ measure }: Funnel): boolean =>
  measure === "mean_change" || measure === "share_improved" || measure === "share_worse";
