import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { figureText } from "./measure-style.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

/** More kinds than these are not named in the summary: the table has them. */
const NAMED = 4;

/** Kinds that no list names: on nobody’s menu by its nature. */
export const OTHER = "other";

/** Words without case, marks and plurals: “Health checks” on a menu is the health check of a record. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => word.replace(/(?<=ss)es$|(?<=[^s])s$/, ""))
    .join(" ");

/** ` (0.9% of the referrals sent on went there all the same)`; "" where that is not shown or none did. */
const sentWords = (row: EstimateRow | undefined): string =>
  missingWords(row) !== "" || !row?.value
    ? ""
    : ` (yet ${formatEstimate(row, SHARE)} of the referrals sent on are recorded as sent to it)`;

/** Each kind of support: named as a reason, sent on to, begun, and at how many services on offer; nothing where not held. */
export function menuFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Wanted, offered and begun";
  const kinds = catalogue.breakdowns.find(({ breakdown }) => breakdown === "activity_type")?.categories ?? [];
  if (kinds.length === 0 || !estimates.has("share_support_started")) return nothing();
  const menus = catalogue.services.flatMap(({ model }) =>
    model === null ? [] : [new Set(model.offers.map(bare))],
  );
  const at = (one: Selection, measure: string, breakdown: string, category: string) =>
    cellAt(estimates, one, measure, { breakdown, category, instrument: "" });
  const items = kinds.map(({ category, label }) => {
    const offered = menus.filter((menu) => menu.has(bare(label)) || menu.has(bare(category))).length;
    return {
      category,
      label,
      wanted: at(selection, "share_with_reason", "reason", category),
      sent: at(selection, "share_referred_to", "activity_type", category),
      begun: at(selection, "share_support_started", "activity_type", category),
      offered,
    };
  });
  type Item = (typeof items)[number];
  if (items.every(({ begun }) => begun === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      kinds.some(
        ({ category }) => missingWords(at(one, "share_support_started", "activity_type", category)) === "",
      ),
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const byKey = new Map(items.map((item) => [item.category, item]));
  const text = (key: string, part: "sent" | "begun"): string => {
    const row = byKey.get(key)?.[part];
    return missingWords(row) === "" ? figureText(row, SHARE) : "";
  };
  const shown = items.filter(({ begun }) => missingWords(begun) === "");
  const least = shown.toSorted((a, b) => (a.begun?.value ?? 0) - (b.begun?.value ?? 0)).slice(0, 2);
  const gaps = items.filter(({ offered }) => menus.length > 0 && offered > 0 && offered < menus.length);
  const nowhere = items.filter(
    ({ category, offered }) => menus.length > 0 && offered === 0 && category !== OTHER,
  );
  const summary = `${area}: ${
    least.length === 0
      ? "how many had begun cannot be shown for any kind: too few had, or too few had not."
      : `of the referrals sent on, fewest had begun for ${least
          .map(({ label, begun }) => `${label.toLowerCase()}, ${figureText(begun, SHARE)},`)
          .join(" and ")
          .replace(/,$/, "")}.`
  }${
    gaps.length === 0
      ? ""
      : gaps.length > NAMED
        ? ` ${gaps.length} of ${items.length} kinds are on offer at some of the services only.`
        : ` Not every service offers ${gaps.map(({ label }) => label.toLowerCase()).join(", ")}.`
  }${nowhere.length === 0 ? "" : ` On no service’s menu: ${nowhere.map((item) => `${item.label.toLowerCase()}${sentWords(item.sent)}`).join("; ")}.`}`;
  return figure<Item>(catalogue, {
    id: "menu",
    title,
    summary,
    legend: [{ mark: "interval", text: "Share begun, of the referrals sent on to it, with its interval" }],
    draw: (width) =>
      rowChart(
        items.map(({ category, label, begun }) => chartRow(category, label, begun)),
        {
          width,
          style: SHARE,
          axis: "Share begun, of those sent on",
          mark: "dot",
          zero: "",
          domain: [0, 1],
          columns: [
            { head: "Begun (interval)", text: ({ key }) => text(key, "begun") },
            { head: "Of all sent on", text: ({ key }) => text(key, "sent") },
            ...(menus.length === 0
              ? []
              : [
                  {
                    head: "On offer at",
                    text: ({ key }: { readonly key: string }) => {
                      const offered = byKey.get(key)?.offered ?? 0;
                      return offered > 0
                        ? `${offered} of ${menus.length}`
                        : key === OTHER
                          ? "\u2013"
                          : "none";
                    },
                  },
                ]),
          ],
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals. ${summary}`,
        },
      ),
    note: "Begun by the data date: recent referrals may still come to it. “Of all sent on” is how often people were sent on to it, and “on offer at” how many services have it on their menu in these words; “none” means that no service names it so. What nobody can offer, nobody is sent on to: a gap in the menu looks like no demand.",
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn("Support", ({ label }: Item) => label),
        ...estimateColumns<Item>("Named as a reason", SHARE, ({ wanted }) => wanted, ["value", "interval"]),
        ...estimateColumns<Item>("Of all sent on", SHARE, ({ sent }) => sent, ["value", "interval"]),
        ...estimateColumns<Item>(
          "Begun",
          SHARE,
          ({ begun }) => begun,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
        {
          label: "Services that offer it",
          numeric: true,
          text: ({ category, offered }: Item) =>
            menus.length === 0 || category === OTHER ? "\u2013" : `${offered} of ${menus.length}`,
          csv: ({ category, offered }: Item) => (menus.length === 0 || category === OTHER ? "" : offered),
        },
      ],
    },
    methods: ["wilson"],
    measure: "share_support_started",
  });
}
