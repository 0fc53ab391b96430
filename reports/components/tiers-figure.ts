import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, missingWords, withheldWords } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { figureText } from "./measure-style.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

/** How many referrals are of each tier, and how far those of each came; nothing where no tier is recorded. */
export function tiersFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const tiers = catalogue.breakdowns.find(({ breakdown }) => breakdown === "tier")?.categories ?? [];
  if (tiers.length === 0) return nothing();
  const title = "Referrals by tier";
  const at = (one: Selection, measure: string, category: string) =>
    cellAt(estimates, one, measure, { breakdown: "tier", category, instrument: "" });
  const items = tiers.map(({ category, label }) => ({
    category,
    label,
    share: at(selection, "share_of_tier", category),
    started: at(selection, "share_tier_started", category),
    completed: at(selection, "share_tier_completed", category),
  }));
  type Item = (typeof items)[number];
  if (items.every(({ share }) => share === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      tiers.some(({ category }) => missingWords(at(one, "share_of_tier", category)) === ""),
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const byKey = new Map(items.map((item) => [item.category, item]));
  const text = (key: string, part: "share" | "started" | "completed"): string => {
    const row = byKey.get(key)?.[part];
    return missingWords(row) === "" ? figureText(row, SHARE) : "";
  };
  const shown = items.filter(({ share }) => missingWords(share) === "");
  const summary = `${area}: ${
    shown.length === 0
      ? "no share can be shown."
      : `${shown.map(({ label, share }) => `${label.toLowerCase()} ${figureText(share, SHARE)}`).join("; ")}.`
  }${withheldWords(
    items.map(({ share }) => share),
    "tiers",
  )}`;
  return figure<Item>(catalogue, {
    id: "tiers",
    title,
    summary,
    draw: (width) =>
      rowChart(
        items.map(({ category, label, share }) => chartRow(category, label, share)),
        {
          width,
          style: SHARE,
          axis: "Share of referrals with a tier",
          mark: "bar",
          columns: [
            { head: "Of all (interval)", text: ({ key }) => text(key, "share") },
            { head: "Started, of the tier", text: ({ key }) => text(key, "started") },
            { head: "Completed, of the tier", text: ({ key }) => text(key, "completed") },
          ],
          watermark: releaseMark(catalogue),
          label: `Bar chart. ${summary}`,
        },
      ),
    note: "Completed: all planned sessions of an activity attended, of the referrals of the tier, by the data date. What a tier means is the programme’s own rule; in the pathway that this page follows, tiers 0 and 1 go to a service directly, 2 and 3 by a form from the general practice’s system. Tiers are for different needs, so one is not to be measured by another.",
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn("Tier", ({ label }: Item) => label),
        ...estimateColumns<Item>(
          "Share of referrals",
          SHARE,
          ({ share }) => share,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
        ...estimateColumns<Item>(
          "Started an activity, of the tier",
          SHARE,
          ({ started }) => started,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
        ...estimateColumns<Item>(
          "All sessions attended, of the tier",
          SHARE,
          ({ completed }) => completed,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
      ],
    },
    methods: ["wilson"],
    measure: "share_of_tier",
  });
}
