import type { Catalogue } from "../../src/release/catalogue.js";
import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import { bare, OTHER } from "./menu-figure.js";
import { folded } from "./page-section.js";
import { withTerms } from "./term.js";

const asLabel = (code: string): string =>
  `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll("_", " ")}`;

/** What services offer, and which of them do not: the gaps of the menu. Nothing where no service declares it. */
export function pathwayOffers(catalogue: Catalogue): Node {
  const services = catalogue.services.flatMap(({ name, model }) =>
    model === null ? [] : [{ name, offers: new Set(model.offers) }],
  );
  if (services.length === 0) return nothing();
  const offered = [...new Set(services.flatMap(({ offers }) => [...offers]))];
  const named = new Set(offered.map(bare));
  const nowhere = (
    catalogue.breakdowns.find(({ breakdown }) => breakdown === "activity_type")?.categories ?? []
  )
    .filter(
      ({ category, label }) => category !== OTHER && !named.has(bare(label)) && !named.has(bare(category)),
    )
    .map(({ label }) => label);
  const items = [...offered, ...nowhere]
    .toSorted((a, b) => asLabel(a).localeCompare(asLabel(b), "en-GB"))
    .map((offer) => ({
      offer,
      names: services.filter(({ offers }) => offers.has(offer)).map(({ name }) => name),
      without: services.filter(({ offers }) => !offers.has(offer)).map(({ name }) => name),
    }));
  type Item = (typeof items)[number];
  return h(
    "div",
    {},
    h(
      "p",
      {},
      `What the ${services.length} services say they can refer people on to. A gap in the menu is a place where there is nothing to refer to.${nowhere.length === 0 ? "" : ` No service at all names ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(nowhere.map((label) => label.toLowerCase()))}; it may go by another name on a menu, or be missing.`}`,
    ),
    folded(
      "Which service offers what",
      dataTable<Item>(
        {
          caption: "Support that services offer",
          items,
          stacked: true,
          columns: [
            {
              label: "Support",
              text: ({ offer }) => h("span", {}, withTerms(asLabel(offer))),
              csv: ({ offer }) => offer,
            },
            {
              label: "Services that offer it",
              numeric: true,
              text: ({ names }) => `${names.length} of ${services.length}`,
              csv: ({ names }) => names.length,
            },
            {
              label: "Which",
              text: ({ names, without }) =>
                names.length === 0
                  ? "None"
                  : without.length === 0
                    ? "All"
                    : names.length <= without.length
                      ? `Only ${names.join(", ")}`
                      : `All but ${without.join(", ")}`,
              csv: ({ names }) => names.join("; "),
            },
          ],
        },
        releaseMark(catalogue),
      ),
    ),
  );
}
