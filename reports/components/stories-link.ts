import type { ProgrammeDocument } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import type { Selection } from "./selection.js";

/** Where consented case studies stand, with how many belong to the selected area; nothing without any. */
export function storiesLink(release: Release, programme: ProgrammeDocument, selection: Selection): Node {
  const all = programme.case_studies;
  if (all.length === 0) return nothing();
  const { area_type, area } = selection;
  const own = all.filter(
    ({ service, project }) =>
      (area_type === "service" && service === area) || (area_type === "project" && project === area),
  );
  const told = (count: number) => `${count} ${count === 1 ? "person has" : "people have"}`;
  const services = new Set(all.map(({ service }) => service)).size;
  const page = document.querySelector("a[data-page=stories]")?.getAttribute("href") ?? "./stories";
  return h(
    "p",
    { class: "after-figure" },
    own.length > 0
      ? `${told(own.length)} agreed that their story of this ${area_type} may be told. `
      : `${told(all.length)} agreed that their story may be told, from ${services} of ${release.catalogue.services.length} services. `,
    "One story cannot show how things usually go, so each stands beside the numbers of its service: ",
    h("a", { href: page, "data-keep": true }, "People’s words"),
    ".",
  );
}
