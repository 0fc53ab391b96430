import { type Network, networksOf } from "./compare-networks.js";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { focusWhenDrawn } from "./focus-when-drawn.js";
import type { Release } from "./load-release.js";
import { networkPlaces } from "./network-places.js";
import { networkModel } from "./scheme-likeness.js";
import { type Selection, writeSelection } from "./selection.js";
import { setSelection } from "./selection-store.js";
import { nameColumn, type TableColumn } from "./table-model.js";

/** The networks of the programme to choose from, with their board, borough and where their link workers sit. */
export function networkChooser(release: Release, selection: Selection): Node {
  const { catalogue } = release;
  const { like: _, ...all } = selection;
  const items = networksOf(release, all);
  if (items.length === 0) return nothing();
  const column = (label: string, read: (item: Network) => string): readonly TableColumn<Network>[] =>
    items.some((item) => read(item) !== "") ? [nameColumn(label, read)] : [];
  return figure(catalogue, {
    id: "choose-network",
    title: "Networks of the programme",
    summary: `${items.length.toLocaleString("en-GB")} networks in the order of their names. Each has a page that prints on two sides of A4.`,
    table: {
      caption: "Networks of the programme",
      items,
      columns: [
        {
          label: "Network",
          text: ({ area, label }) => link(release, { ...all, area_type: "pcn", area }, label),
          csv: ({ label }) => label,
        },
        ...column("Integrated care board", ({ area }) => networkPlaces(catalogue, area).icbLabel),
        ...column("Borough", ({ area }) => networkPlaces(catalogue, area).borough),
        ...column("Link workers sit in", ({ area }) => networkModel(catalogue, area)?.based_in ?? ""),
      ],
    },
    methods: [],
    filter: { id: "find-profile", label: "Find a network", many: "networks" },
    sortable: true,
    open: true,
  });
}

function link({ catalogue }: Release, to: Selection, label: string): HTMLElement {
  return h(
    "a",
    {
      href: writeSelection(to, catalogue),
      onclick(event: Event) {
        const mouse = event as MouseEvent;
        if (mouse.metaKey || mouse.ctrlKey || mouse.shiftKey || mouse.altKey) return;
        event.preventDefault();
        setSelection(to, catalogue);
        focusWhenDrawn("network-name");
      },
    },
    label,
  );
}
