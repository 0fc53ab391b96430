import type { Catalogue } from "../../src/release/catalogue.ts";
import { type FarFunnel, funnelsFor } from "./compare-networks.js";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { instrumentOf, measureTitle } from "./figure-data.js";
import { focusWhenDrawn } from "./focus-when-drawn.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { networkPlaces } from "./network-places.js";
import { folded, together } from "./page-section.js";
import { areaLabel, type Selection, writeSelection } from "./selection.js";
import { currentSelection, setSelection } from "./selection-store.js";
import { nameColumn } from "./table-model.js";
import { byText } from "./text-order.js";

/** More rows than these stand folded. */
const FEW = 20;
const BETTER = { higher: " (more is better)", lower: " (less is better)", neither: "" } as const;

interface Item {
  readonly area: string;
  readonly name: string;
  readonly funnel: FarFunnel;
  readonly side: "Above" | "Below";
  readonly polarity: keyof typeof BETTER;
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
  const isShared = isKnown && new Set(services.values()).size < services.size;
  return figure(catalogue, {
    id,
    title,
    summary: `${lead}${isShared ? " Networks that one service serves have its staff and its ways in common: they are not reasons apart." : ""}`,
    table: {
      caption: `${title}, whole period`,
      items,
      columns: [
        {
          label: "Network",
          text: ({ area, name }) => networkLink(catalogue, selection, area, name),
          csv: ({ name }) => name,
        },
        {
          label: "Measure",
          text: (item) => measureLink(catalogue, selection, item),
          csv: ({ funnel }) => measureTitle(catalogue, funnel.measure),
        },
        nameColumn("Direction", ({ side, polarity }: Item) => `${side}${BETTER[polarity]}`),
        ...(isKnown ? [nameColumn("Service", serviceOf)] : []),
      ],
    },
    methods: ["funnel"],
    sortable: "as given",
    open: items.length <= FEW,
    ...(items.length <= FEW
      ? {}
      : { filter: { id: `find-${id}`, label: "Find a network", many: "figures" } }),
  });
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
