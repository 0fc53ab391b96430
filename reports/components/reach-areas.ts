import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { isUnstated } from "./figure-data.js";
import type { Release } from "./load-release.js";
import { type ReachItem, reachRows } from "./reach-figure.js";

type Population = NonNullable<Catalogue["populations"]>[number];

const chosen = new Map<string, string>();

/** One group of a characteristic, area by area in alphabetical order, with the whole programme: a group is one click away. */
export function reachAreas(release: Release, population: Population): Node {
  const { catalogue, estimates } = release;
  const breakdown = catalogue.breakdowns.find((one) => one.breakdown === population.of);
  const rows = estimates.list("representation_ratio", { breakdown: population.of });
  const areas = catalogue.areas
    .filter(({ area_type, area }) => rows.some((row) => row.area_type === area_type && row.area === area))
    .toSorted(
      (a, b) =>
        Number(a.area_type === "programme") - Number(b.area_type === "programme") ||
        a.label.localeCompare(b.label, "en-GB"),
    );
  const categories = (breakdown?.categories ?? []).filter(
    ({ category }) => !isUnstated(category) && rows.some((row) => row.category === category),
  );
  const [first] = categories;
  if (areas.length < 3 || first === undefined) return nothing();
  const holder = h("div", {});
  const draw = (category: string): void => {
    const label = categories.find((one) => one.category === category)?.label ?? category;
    const items = areas.map(
      ({ area_type, area, label: name }): ReachItem => ({
        key: `${area_type}:${area}`,
        label: area_type === "programme" ? "Whole programme" : name,
        apart: false,
        at: (measure) =>
          estimates.find({
            measure,
            instrument: "",
            area_type,
            area,
            period_type: "all",
            period: "all",
            breakdown: population.of,
            category,
          }),
      }),
    );
    holder.replaceChildren(
      reachRows(release, {
        id: `reach-areas-${population.of.replaceAll("_", "-")}`,
        title: `Area by area: ${label}`,
        area: "Every area",
        first: "Area",
        items,
        population,
      }),
    );
  };
  const remembered = chosen.get(population.of);
  const start = categories.find(({ category }) => category === remembered) ?? first;
  const id = `reach-group-${population.of.replaceAll("_", "-")}`;
  const select = h(
    "select",
    {
      id,
      onchange(event: Event) {
        const { value } = event.currentTarget as HTMLSelectElement;
        chosen.set(population.of, value);
        draw(value);
      },
    },
    categories.map(({ category, label }) =>
      h("option", { value: category, selected: category === start.category }, label),
    ),
  );
  draw(start.category);
  return h(
    "div",
    {},
    h(
      "div",
      { class: "filters" },
      h("div", { class: "field" }, h("label", { for: id }, "Group to set side by side"), select),
    ),
    holder,
  );
}
