import type { Catalogue } from "../../src/release/catalogue.ts";
import { type FarFunnel, funnelsFor } from "./compare-networks.js";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { instrumentOf, measureTitle } from "./figure-data.js";
import { focusWhenDrawn } from "./focus-when-drawn.js";
import { formatValue } from "./format.js";
import { centreWords, funnelStyle } from "./funnel-words.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { networkPlaces } from "./network-places.js";
import { projectColumn } from "./network-projects.js";
import { folded, together } from "./page-section.js";
import { areaLabel, type Selection, writeSelection } from "./selection.js";
import { currentSelection, setSelection } from "./selection-store.js";
import { nameColumn, type TableColumn } from "./table-model.js";
import { byText } from "./text-order.js";

/** More rows than these stand folded. */
const FEW = 20;
/** Measures of how much work each link worker has: the Link workers page sets them beside the guidance. */
const WORKLOAD = /_per_fte$/;

interface Item {
  readonly area: string;
  readonly name: string;
  readonly funnel: FarFunnel;
  readonly side: "Above" | "Below";
  readonly polarity: "higher" | "lower" | "neither";
}

/** Every network beyond the 99.8% limits of a funnel, with the measure and the direction; nothing without funnels. */
export function compareFar(release: Release, funnels: readonly FarFunnel[], selection: Selection): Node {
  const { catalogue } = release;
  const here = funnelsFor(funnels, selection.instrument);
  if (here.length === 0) return nothing();
  const items = here
    .flatMap((funnel): readonly Item[] => {
      const polarity = polarityOf(catalogue, funnel, selection.instrument);
      const of = (areas: readonly string[], side: Item["side"]) =>
        areas.map((area) => ({ area, name: areaLabel(catalogue, "pcn", area), funnel, side, polarity }));
      return [...of(funnel.above, "Above"), ...of(funnel.below, "Below")];
    })
    .toSorted((a, b) => byText(a.name, b.name) || here.indexOf(a.funnel) - here.indexOf(b.funnel));
  if (items.length === 0)
    return h(
      "p",
      { class: "quiet", id: "far" },
      "No network is known to lie beyond the 99.8% limits of any funnel plot.",
    );
  const [counted, others] = [
    items.filter(({ polarity }) => polarity !== "neither"),
    items.filter(({ polarity }) => polarity === "neither"),
  ];
  return together(
    counted.length === 0
      ? h(
          "p",
          { class: "quiet", id: "far" },
          "No network lies beyond the limits in a measure that the headline counts.",
        )
      : table(release, counted, selection, {
          id: "far",
          title: "Which networks lie beyond the 99.8% limits, in what, and which way",
          lead: `The ${numberOf(counted)} that the headline counts, in the order of names: no finding of fault or merit.`,
        }),
    others.length === 0
      ? nothing()
      : folded(
          `${others.length} more beyond the limits, in measures of which neither more nor less is better`,
          table(release, others, selection, {
            id: "far-neither",
            title: "Beyond the 99.8% limits where neither more nor less is better",
            lead: `${numberOf(others)}: they tell that networks work differently, or serve different people.`,
          }),
        ),
  );
}

function numberOf(items: readonly Item[]): string {
  const networks = new Set(items.map(({ area }) => area)).size;
  return `${items.length} ${items.length === 1 ? "figure" : "figures"} of ${networks} ${networks === 1 ? "network" : "networks"}`;
}

function table(
  { catalogue }: Release,
  items: readonly Item[],
  selection: Selection,
  { id, title, lead }: { readonly id: string; readonly title: string; readonly lead: string },
): HTMLElement {
  const services = new Map(items.map(({ area }) => [area, ""]));
  for (const area of services.keys()) services.set(area, networkPlaces(catalogue, area).service);
  const serviceOf = ({ area }: Item): string => services.get(area) ?? "";
  const isKnown = ![...services.values()].includes("");
  // One link for a network and its project: a reader by keyboard would pass each many times.
  const firsts = new Set(new Map(items.toReversed().map((item) => [item.area, item])).values());
  const isShared = isKnown && new Set(services.values()).size < services.size;
  return figure(catalogue, {
    id,
    title,
    summary: `${lead}${items.some(({ funnel }) => funnel.adjusted) ? " Figures are adjusted for case mix where they can be." : ""}${isShared ? " Networks that one service serves have its staff and its ways in common: they are not reasons apart." : ""}`,
    table: {
      caption: `${title}, whole period`,
      stacked: true,
      items,
      columns: [
        {
          label: "Network",
          text: (item) =>
            firsts.has(item) ? networkLink(catalogue, selection, item.area, item.name) : item.name,
          csv: ({ name }) => name,
        },
        {
          label: "Measure",
          text: (item) => measureLink(catalogue, selection, item),
          csv: ({ funnel }) => measureTitle(catalogue, funnel.measure),
        },
        ...figureColumns(catalogue),
        nameColumn("Side", sideWords),
        ...(isKnown ? [nameColumn("Service", serviceOf)] : []),
        ...projectColumn<Item>(catalogue, (item) => firsts.has(item)),
      ],
    },
    ...(items.some(isWorkload) ? { note: workloadNote() } : {}),
    methods: ["funnel", ...(items.some(({ funnel }) => funnel.adjusted) ? ["case-mix"] : [])],
    sortable: "as given",
    open: items.length <= FEW,
    ...(items.length <= FEW
      ? {}
      : { filter: { id: `find-${id}`, label: "Find a network", many: "figures" } }),
  });
}

const isWorkload = ({ funnel, polarity }: Item): boolean =>
  polarity === "neither" && WORKLOAD.test(funnel.measure);

/** Where figures of work for each link worker are set beside the guidance. */
function workloadNote(): HTMLElement | null {
  const href = document.querySelector("a[data-page=link-workers]")?.getAttribute("href") ?? null;
  return href === null
    ? null
    : h(
        "p",
        {},
        "New referrals and open cases for each link worker stand beside the guidance on the page ",
        h("a", { href, "data-keep": true }, "Link workers"),
        ".",
      );
}

/** `Above: worse side`: the side of the limits, and whether that is the better one. */
function sideWords({ side, polarity }: Item): string {
  if (polarity === "neither") return `${side}: neither better nor worse`;
  return `${side}: ${(side === "Above") === (polarity === "higher") ? "better" : "worse"} side`;
}

/** The network's figure with the limits at its size, and the figure of all networks together. */
function figureColumns(catalogue: Catalogue): readonly TableColumn<Item>[] {
  const found = ({ area, funnel }: Item) => funnel.figures.find((one) => one.area === area);
  const style = ({ funnel }: Item) => funnelStyle(catalogue, funnel);
  const filed = (label: string, pick: (item: Item) => number | null | undefined): TableColumn<Item> => ({
    ...{ label, numeric: true, csvOnly: true, text: () => "" },
    csv: (item) => pick(item) ?? null,
  });
  return [
    {
      label: "Here",
      numeric: true,
      text(item) {
        const one = found(item);
        return one === undefined ? "\u2013" : formatValue(one.value, style(item), one.denominator);
      },
      csv: (item) => found(item)?.value ?? null,
    },
    {
      label: "All networks (99.8% limits at its size)",
      csvLabel: "All networks",
      numeric: true,
      text(item) {
        const { centre } = item.funnel;
        if (centre === null) return "\u2013";
        const { lower = null, upper = null, denominator = null } = found(item) ?? {};
        const said = centreWords(item.funnel, centre, style(item));
        if (lower === null || upper === null) return said;
        return `${said} (${formatValue(lower, style(item), denominator)} to ${formatValue(upper, style(item), denominator)})`;
      },
      csv: ({ funnel }) => funnel.centre,
    },
    filed("99.8% limit at its size, lower", (item) => found(item)?.lower),
    filed("99.8% limit at its size, upper", (item) => found(item)?.upper),
  ];
}

/** A change is better in the direction in which its instrument is. */
function polarityOf(catalogue: Catalogue, { measure }: FarFunnel, instrument: string): Item["polarity"] {
  const polarity = catalogue.measures.find(({ id }) => id === measure)?.polarity ?? "neither";
  const isTurned = measure === "mean_change" && instrumentOf(catalogue, instrument)?.better === "lower";
  if (!isTurned || polarity === "neither") return polarity;
  return polarity === "higher" ? "lower" : "higher";
}

/** The measure's name, which shows its funnel. */
function measureLink(catalogue: Catalogue, selection: Selection, { funnel }: Item): HTMLElement {
  const to: Selection = { ...selection, measure: funnel.measure };
  return h(
    "a",
    {
      href: `${writeSelection(to, catalogue)}#funnel`,
      onclick(event: Event) {
        const mouse = event as MouseEvent;
        if (mouse.metaKey || mouse.ctrlKey || mouse.shiftKey || mouse.altKey) return;
        event.preventDefault();
        setSelection({ ...currentSelection(catalogue), measure: funnel.measure }, catalogue);
        focusWhenDrawn("funnel");
      },
    },
    measureTitle(catalogue, funnel.measure),
  );
}
