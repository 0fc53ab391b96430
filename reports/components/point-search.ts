import { h } from "./dom.js";

/** A network that can be looked for. */
interface Findable {
  readonly key: string;
  readonly label: string;
}

/** Finds the one whose name is what was typed, or the only one that holds it; undefined otherwise. */
export function findByName<T extends Findable>(items: readonly T[], text: string): T | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return undefined;
  const exact = items.find((item) => item.label.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const holding = items.filter((item) => item.label.toLowerCase().includes(wanted));
  return holding.length === 1 ? holding[0] : undefined;
}

/**
 * A labelled box that marks one network of a chart; `choose` gets its key, or undefined, and gives what to say of it, and
 * `link` a way to more of it.
 */
export function pointSearch(
  id: string,
  items: readonly Findable[],
  choose: (key: string | undefined) => string,
  link: (key: string) => Node | null = () => null,
): HTMLElement {
  const names = h("datalist", { id: `${id}-names` });
  const status = h("p", { class: "filter-status", role: "status" });
  return h(
    "div",
    { class: "filter-row" },
    h(
      "div",
      { class: "field" },
      h("label", { for: id }, "Find a network in the chart"),
      h("input", {
        type: "search",
        id,
        list: `${id}-names`,
        autocomplete: "off",
        spellcheck: "false",
        // A list of a thousand names is made for those who look for one.
        onfocus() {
          if (names.childElementCount === 0)
            names.append(...items.map(({ label }) => h("option", { value: label })));
        },
        oninput(event: Event) {
          const text = (event.currentTarget as HTMLInputElement).value;
          const found = findByName(items, text);
          const said = choose(found?.key);
          const many = items.filter((item) => item.label.toLowerCase().includes(text.trim().toLowerCase()));
          const more = found === undefined ? null : link(found.key);
          status.textContent =
            found !== undefined ? said : text.trim() === "" ? "" : `${many.length} networks hold this.`;
          if (more !== null) status.append(" ", more);
        },
      }),
      names,
    ),
    status,
  );
}
