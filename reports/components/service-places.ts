import type { Catalogue } from "../../src/release/catalogue.js";
import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import { longTable } from "./long-table.js";
import { areaLabel } from "./selection.js";
import { nameColumn, type TableModel } from "./table-model.js";

/** More rows than this are found by name. */
const MANY = 50;

/** Where a service works, in a few words: `Ealing: Briarsea, Ivystone PCNs`; "" where the programme does not say. */
export function servicePlaceWords(catalogue: Catalogue, service: string): string {
  const { borough, networks: all } = placeOf(catalogue, service);
  const names = all.split(", ");
  const alike = names.length > 1 && names.every((name) => name.endsWith(" PCN"));
  const networks = alike ? `${names.map((name) => name.replace(/ PCN$/, "")).join(", ")} PCNs` : all;
  return [borough, networks].filter((part) => part !== "").join(": ");
}

/** The borough that a service works in; "" where the programme does not say. */
export function boroughOf(catalogue: Catalogue, service: string): string {
  const borough = catalogue.services.find(({ id }) => id === service)?.borough ?? null;
  return borough === null ? "" : areaLabel(catalogue, "borough", borough);
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
  const model: TableModel<Item> = {
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
  };
  const filter = { id: "find-service-place", label: "Find a service", many: "services" };
  const mark = releaseMark(catalogue);
  return h(
    "div",
    {},
    h(
      "p",
      {},
      "Figures of staff are of services, since a link worker may serve several networks. This is which service serves whom.",
    ),
    items.length > MANY ? longTable(model, { filter, mark }) : dataTable(model, mark),
  );
}

function placeOf(
  catalogue: Catalogue,
  service: string,
): { readonly borough: string; readonly networks: string } {
  return {
    borough: boroughOf(catalogue, service),
    networks: (catalogue.networks ?? [])
      .filter((one) => one.service === service)
      .map(({ area }) => areaLabel(catalogue, "pcn", area))
      .toSorted((a, b) => a.localeCompare(b, "en-GB"))
      .join(", "),
  };
}
