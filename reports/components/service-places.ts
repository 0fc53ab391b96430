import type { Catalogue } from "../../src/release/catalogue.js";
import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import { areaLabel } from "./selection.js";
import { nameColumn } from "./table-model.js";

/** Where a service works, in a few words: `Ealing: Briarsea, Ivystone PCNs`; "" where the programme does not say. */
export function servicePlaceWords(catalogue: Catalogue, service: string): string {
  const { borough, networks: all } = placeOf(catalogue, service);
  const names = all.split(", ");
  const alike = names.length > 1 && names.every((name) => name.endsWith(" PCN"));
  const networks = alike ? `${names.map((name) => name.replace(/ PCN$/, "")).join(", ")} PCNs` : all;
  return [borough, networks].filter((part) => part !== "").join(": ");
}

/** A table of the services with their borough, the networks that they serve and their model; nothing where none of it is declared. */
export function servicePlaces(catalogue: Catalogue): Node {
  const items = catalogue.services
    .map(({ id, name, model }) => ({
      name,
      ...placeOf(catalogue, id),
      based: model?.based_in ?? "",
      employer: model?.employer ?? "",
    }))
    .filter(({ borough, networks }) => borough !== "" || networks !== "")
    .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"));
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const column = (label: string, read: (item: Item) => string) => ({ label, text: read, csv: read });
  return h(
    "div",
    {},
    h(
      "p",
      {},
      "Figures of staff are of services, since a link worker may serve several networks. This is which service serves whom.",
    ),
    dataTable<Item>(
      {
        caption: "Services, and where they work",
        items,
        stacked: true,
        columns: [
          nameColumn("Service", (item: Item) => item.name),
          column("Borough", ({ borough }) => borough),
          column("Networks that it serves", ({ networks }) => networks),
          column("Link workers sit in", ({ based }) => based),
          column("Employed by", ({ employer }) => employer),
        ],
      },
      releaseMark(catalogue),
    ),
  );
}

function placeOf(
  catalogue: Catalogue,
  service: string,
): { readonly borough: string; readonly networks: string } {
  const borough = catalogue.services.find(({ id }) => id === service)?.borough ?? null;
  return {
    borough: borough === null ? "" : areaLabel(catalogue, "borough", borough),
    networks: (catalogue.networks ?? [])
      .filter((one) => one.service === service)
      .map(({ area }) => areaLabel(catalogue, "pcn", area))
      .toSorted((a, b) => a.localeCompare(b, "en-GB"))
      .join(", "),
  };
}
