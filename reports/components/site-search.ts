import type MiniSearch from "minisearch";
import type { SearchEntry } from "../../src/site/search-index.ts";
import { h } from "./dom.js";
import { lookedUpAs, weightOf } from "./search-words.js";

/** Results shown at once. */
const SHOWN = 8;

interface Found {
  readonly index: MiniSearch<SearchEntry>;
  readonly entries: ReadonlyMap<number, SearchEntry>;
}

/** The address of the site's root: pages stand at different depths, and a site may stand below a folder of its host. */
function siteRoot(): URL {
  const link = document.querySelector<HTMLAnchorElement>("a.site-name");
  const root = new URL(link?.href ?? "./", location.href);
  root.search = "";
  root.hash = "";
  return root;
}

async function load(version: string): Promise<Found> {
  const [{ default: Index }, answer] = await Promise.all([
    import("minisearch"),
    fetch(new URL(`search.json?release=${encodeURIComponent(version)}`, siteRoot())),
  ]);
  if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
  const entries = (await answer.json()) as readonly SearchEntry[];
  const index = new Index<SearchEntry>({
    fields: ["title", "where", "text"],
    searchOptions: {
      boost: { title: 4, where: 1.5 },
      prefix: true,
      fuzzy: (term) => (term.length > 5 ? 0.15 : false),
      combineWith: "AND",
      boostDocument: (_id, _term, stored) => weightOf(stored?.where),
    },
    storeFields: ["where"],
  });
  index.addAll(entries);
  return { index, entries: new Map(entries.map((entry) => [entry.id, entry])) };
}

/**
 * Makes the search of the frame work: pages, sections, figures, measures, terms and areas, found while typing and
 * chosen with arrows or pointer. The index is fetched when the box is first used.
 */
export function wireSearch(version: string): void {
  const form = document.getElementById("site-search");
  const input = form?.querySelector("input");
  if (form === null || input === null || input === undefined) return;
  if (form.dataset.wired !== undefined) return;
  form.dataset.wired = "";
  form.hidden = false;
  const list = h("div", {
    id: "site-search-results",
    role: "listbox",
    "aria-label": "Results",
    hidden: true,
  });
  const said = h("p", { class: "visually-hidden", role: "status" });
  form.append(list, said);
  let loading: Promise<Found> | undefined;
  let chosen = -1;

  const options = (): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const close = (): void => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index: number): void => {
    const all = options();
    chosen = all.length === 0 ? -1 : (index + all.length) % all.length;
    for (const [place, option] of all.entries())
      option.setAttribute("aria-selected", String(place === chosen));
    const option = all[chosen];
    if (option === undefined) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const show = async (): Promise<void> => {
    const typed = input.value.trim();
    if (typed === "") {
      close();
      said.textContent = "";
      return;
    }
    loading ??= load(version);
    let found: Found;
    try {
      found = await loading;
    } catch {
      loading = undefined;
      said.textContent = "The search could not be loaded.";
      return;
    }
    if (input.value.trim() !== typed) return;
    const queries = typed
      .split(/\s+/)
      .map((word) => ({ combineWith: "OR" as const, queries: [...lookedUpAs(word)] }));
    const hits = found.index.search({ combineWith: "AND", queries }).slice(0, SHOWN);
    const root = siteRoot();
    list.replaceChildren(
      ...hits.flatMap(({ id }, place) => {
        const entry = found.entries.get(id as number);
        if (entry === undefined) return [];
        return h(
          "a",
          {
            id: `site-search-${place}`,
            role: "option",
            "aria-selected": "false",
            class: "search-hit",
            href: new URL(entry.href, root).href,
            tabindex: "-1",
          },
          h("span", { class: "search-title" }, entry.title),
          " ",
          h("span", { class: "search-where" }, entry.where),
        );
      }),
    );
    if (hits.length === 0) {
      list.replaceChildren(
        h(
          "div",
          { id: "site-search-0", class: "search-none", role: "option", "aria-disabled": "true" },
          "Nothing found. Try a shorter word.",
        ),
      );
    }
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    said.textContent = hits.length === 0 ? "Nothing found" : `${hits.length} results`;
  };
  const go = (option: HTMLElement | undefined): void => option?.click();

  input.addEventListener("focus", () => {
    loading ??= load(version);
    loading.catch(() => {
      loading = undefined;
    });
  });
  input.addEventListener("input", () => void show());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) void show();
      else choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Escape") {
      close();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(options()[Math.max(0, chosen)]);
  });
  form.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) close();
  });
  // A pointer that presses a result must not first take the focus, and with it the list, away.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", () => close());
}
