import { h } from "./dom.js";

/** Rows of a chart that stand there at once: more cannot be read as one picture. */
const MOST = 40;
/** Up to so many are all drawn, without a box to find them. */
const ALL = 60;

/** What is known of the rows of a chart besides the rows. */
export interface LongRowsOptions<R> {
  /** Stable id: of the box, and memory of what was asked for. */
  readonly id: string;
  /** What one row is, and what several are: `service`, `services`. */
  readonly one: string;
  readonly many: string;
  readonly name: (row: R) => string;
  /** Rows that are drawn whatever is asked for: the whole that the others belong to. */
  readonly always?: (row: R) => boolean;
  /** Rows that come before the others where not all are drawn: those that stand out. */
  readonly first?: (row: R) => boolean;
  /** Says which are drawn where nothing was asked for, after `40 of 300 services drawn: `. */
  readonly order: string;
}

/** The rows of a chart, of which a long one draws some until others are asked for. */
export interface LongRows<R> {
  /** The rows to draw now, in the order given. */
  now(): readonly R[];
  /** The chart with a box that finds rows and a button for all of them; the chart alone where all are drawn. */
  around(chart: () => HTMLElement): HTMLElement;
}

const asked = new Map<string, { text: string; all: boolean }>();

/** Rows of a chart: all of them up to sixty, else the first forty, those whose name holds what is typed, or all when asked for. */
export function longRows<R>(rows: readonly R[], options: LongRowsOptions<R>): LongRows<R> {
  const { id, one, many, name, always = () => false, first = () => false, order } = options;
  const usual = rows.filter((row) => !always(row));
  const isLong = usual.length > ALL;
  const now = asked.get(id) ?? { text: "", all: false };
  const found = (): readonly R[] => {
    const wanted = now.text.trim().toLowerCase();
    return usual.filter((row) => name(row).toLowerCase().includes(wanted));
  };
  const drawn = (): ReadonlySet<R> => {
    const all = found();
    if (now.all) return new Set(all);
    return new Set([...all.filter(first), ...all.filter((row) => !first(row))].slice(0, MOST));
  };
  const shown = (): readonly R[] => {
    if (!isLong) return rows;
    const kept = drawn();
    return rows.filter((row) => always(row) || kept.has(row));
  };
  return {
    now: shown,
    around(chart) {
      if (!isLong) return chart();
      const status = h("p", { class: "figure-note", role: "status" });
      const box = h("div", {});
      const rest = h("div", {});
      const show = (): void => {
        asked.set(id, now);
        const all = found();
        const left = all.length - drawn().size;
        box.replaceChildren(...(all.length === 0 ? [] : [chart()]));
        status.textContent =
          all.length === 0
            ? `No ${one} has this in its name.`
            : `${all.length - left} of ${usual.length.toLocaleString("en-GB")} ${many} drawn${
                left > 0 ? `: ${order}. The table below has them all.` : "."
              }`;
        rest.replaceChildren(
          ...(left === 0
            ? []
            : [
                h(
                  "button",
                  {
                    type: "button",
                    class: "action",
                    onclick: () => {
                      now.all = true;
                      show();
                      input.focus();
                    },
                  },
                  `Draw all ${all.length.toLocaleString("en-GB")} ${all.length < usual.length ? "found" : many}`,
                ),
              ]),
        );
      };
      const input = h("input", {
        type: "search",
        id: `find-in-${id}`,
        autocomplete: "off",
        spellcheck: "false",
        value: now.text,
        oninput: () => {
          now.text = input.value;
          now.all = false;
          show();
        },
      });
      show();
      return h(
        "div",
        { class: "long-rows" },
        h(
          "div",
          { class: "filter-row" },
          h("div", { class: "field" }, h("label", { for: `find-in-${id}` }, `Find a ${one}`), input),
        ),
        status,
        box,
        rest,
      );
    },
  };
}
