import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { missingWords } from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { networkPlaces } from "./network-places.js";
import { projectLine } from "./network-projects.js";
import { yearOf } from "./period-control.js";
import { networkModel } from "./scheme-likeness.js";
import { areaLabel, cellAt, periodWords, type Selection } from "./selection.js";
import { byText } from "./text-order.js";

/** A network's name as the heading of its page, and who it is: board, borough, list, service and how the service works. */
export function networkFacts(release: Release, selection: Selection): HTMLElement {
  const { catalogue, estimates } = release;
  const { area } = selection;
  const here = yearOf(catalogue, selection);
  const name = areaLabel(catalogue, "pcn", area);
  document.title = `${name}: network profile \u00b7 ${catalogue.programme.name}`;
  const places = networkPlaces(catalogue, area);
  const model = networkModel(catalogue, area);
  const counted = (measure: string, one: Selection): string => {
    const row = cellAt(estimates, one, measure, { area_type: "pcn", area });
    return missingWords(row) === "" ? formatEstimate(row, numberStyle(catalogue, measure, "")) : "";
  };
  const patients =
    counted("registered_patients", here) || counted("registered_patients", wholeTime(catalogue, here));
  const period = periodWords(catalogue, here.period_type, here.period);
  const facts: readonly (readonly [string, string])[] = [
    ["Integrated care board", places.icbLabel],
    ["Borough", places.borough],
    ["Registered patients", patients],
    [`Referrals, ${period}`, counted("referrals", here)],
    [`People referred, ${period}`, counted("people", here)],
    ["Service", places.service],
    ["The service also serves", alsoServed(catalogue, area).join(", ")],
    ["Link workers sit in", model?.based_in ?? ""],
    ["Employed by", model?.employer ?? ""],
    ["Who refers", model?.referrers.join(", ") ?? ""],
    ["What is offered", model?.offers.join(", ") ?? ""],
  ];
  return h(
    "div",
    { class: "network-facts" },
    h("h2", { id: "network-name" }, name),
    h(
      "dl",
      {},
      facts
        .filter(([, value]) => value !== "")
        .map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))),
    ),
    projectLine(catalogue, area),
    model === null
      ? h(
          "p",
          { class: "quiet" },
          "How the scheme works (where link workers sit, who refers, what is offered) is not recorded for this network.",
        )
      : null,
  );
}

/** Other networks of the same service: they have its staff and its ways in common. */
function alsoServed(catalogue: Catalogue, area: string): readonly string[] {
  const own = catalogue.networks?.find((one) => one.area === area)?.service ?? null;
  if (own === null) return [];
  return (catalogue.networks ?? [])
    .filter((one) => one.service === own && one.area !== area)
    .map((one) => areaLabel(catalogue, "pcn", one.area))
    .sort(byText);
}

const wholeTime = (catalogue: Catalogue, selection: Selection): Selection => ({
  ...selection,
  period_type: "all",
  period: catalogue.periods.find(({ period_type }) => period_type === "all")?.period ?? "all",
});
