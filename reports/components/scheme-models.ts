import type { Catalogue } from "../../src/release/catalogue.js";
import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import type { TableColumn } from "./table-model.js";

type Service = Catalogue["services"][number];
type Model = NonNullable<Service["model"]>;

/** Where each service's link workers sit, who refers and what is offered; nothing where no service recorded it. */
export function schemeModels(catalogue: Catalogue): Node {
  const services = catalogue.services.filter((service) => service.model !== null);
  if (services.length === 0) return nothing();
  const column = (label: string, read: (model: Model) => string): TableColumn<Service> => ({
    label,
    text: (service) => (service.model === null ? "" : read(service.model)),
    csv: (service) => (service.model === null ? "" : read(service.model)),
  });
  return h(
    "div",
    {},
    h(
      "p",
      {},
      "There is no single model of social prescribing. Compare services that work alike: a difference in figures may be a difference in what is offered, and to whom.",
    ),
    dataTable<Service>(
      {
        caption: "How each service works",
        items: services,
        stacked: true,
        columns: [
          { label: "Service", text: (service) => service.name, csv: (service) => service.name },
          column("Link workers sit in", (model) => model.based_in),
          column("Employed by", (model) => model.employer),
          column("Who refers", (model) => model.referrers.join(", ")),
          column("What is offered", (model) => model.offers.join(", ")),
        ],
      },
      releaseMark(catalogue),
    ),
  );
}
