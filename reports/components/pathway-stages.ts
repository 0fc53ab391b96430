import { nothing } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, missingWords } from "./figure-data.js";
import { formatEstimate } from "./format.js";
import { isCollected } from "./held.js";
import type { Release } from "./load-release.js";
import { figureText, measureStyle } from "./measure-style.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** Below this width in pixels a row chart draws its first column only. */
const BESIDE = 620;

/** The stages of the pathway that the release counts anywhere, in order, with the ids of their shares. */
export function heldStages({ catalogue, estimates }: Release) {
  return catalogue.pathway.stages
    .filter(({ measure }) => isCollected({ estimates }, measure))
    .map(({ measure, label }) => {
      const fact = measure.replace(/^pathway_/, "");
      return { measure, label, reached: `share_reached_${fact}`, onward: `share_onward_${fact}` };
    });
}

/** How many referrals reached each stage of the pathway: steps of one bar each, a withheld stage as withheld. */
export function pathwayStages(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "How far referrals came";
  const stages = heldStages(release);
  if (catalogue.pathway.stages.length === 0) return nothing();
  if (stages.length === 0) return notCollected(title, "stages of a pathway");
  const at = (one: Selection, measure: string) => cellAt(estimates, one, measure, { instrument: "" });
  const items = stages.map((stage, index) => ({
    ...stage,
    place: index + 1,
    count: at(selection, stage.measure),
    ofFirst: at(selection, stage.reached),
    ofBefore: at(selection, stage.onward),
  }));
  type Item = (typeof items)[number];
  if (items.every(({ count }) => count === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      stages.some(({ measure }) => missingWords(at(one, measure)) === ""),
    );
  }
  const count = measureStyle(catalogue, stages[0]?.measure ?? "", "");
  const countStyle = { ...count, kind: "count" as const };
  const share = { ...count, kind: "proportion" as const, signed: false };
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter(({ count: row }) => missingWords(row) === "");
  const gone = items.length - shown.length;
  const summary = `${area}: ${shown
    .map(
      ({ label, count: row, ofFirst, place }) =>
        `${formatEstimate(row, countStyle)} ${label.charAt(0).toLowerCase()}${label.slice(1)}${place === 1 || missingWords(ofFirst) !== "" ? "" : ` (${formatEstimate(ofFirst, share)})`}`,
    )
    .join(
      ", ",
    )}.${gone === 0 ? "" : ` ${gone} of ${items.length} stages ${gone === 1 ? "is" : "are"} withheld, which is not zero.`}`;
  const byKey = new Map(items.map((item) => [item.measure, item]));
  const rows = items.map((item) => chartRow(item.measure, `${item.place}. ${item.label}`, item.count));
  const shareText = (item: Item | undefined, part: "ofFirst" | "ofBefore"): string =>
    item === undefined || item.place === 1 || missingWords(item.count) !== ""
      ? ""
      : missingWords(item[part]) === ""
        ? figureText(item[part], share)
        : "–";
  const countText = (item: Item | undefined, narrow: boolean): string => {
    const text = formatEstimate(item?.count, countStyle);
    const alone = !narrow || item === undefined || item.place === 1 || missingWords(item.ofFirst) !== "";
    return alone ? text : `${text} (${formatEstimate(item.ofFirst, share)})`;
  };
  return figure<Item>(catalogue, {
    id: "stages",
    title,
    summary,
    legend: [
      { mark: "bar", text: "Referrals that reached the stage and all before it" },
      ...(gone > 0 ? [{ mark: "hatch" as const, text: "Withheld, not zero" }] : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style: countStyle,
        axis: "Referrals",
        mark: "bar",
        columns: [
          {
            head: "Referrals",
            text: ({ key, missing }) => (missing === "" ? countText(byKey.get(key), width < BESIDE) : ""),
          },
          { head: "Of the first stage", text: ({ key }) => shareText(byKey.get(key), "ofFirst") },
          { head: "Of the stage before", text: ({ key }) => shareText(byKey.get(key), "ofBefore") },
        ],
        watermark: releaseMark(catalogue),
        label: `Bars, one a stage. ${summary}`,
      }),
    note: "Shares are worked out from the rounded numbers; in brackets their 95% intervals. Recent referrals may still go on, so a later stage always looks smaller in the latest period.",
    table: {
      caption: `Stages of the pathway, ${area}`,
      items,
      columns: [
        nameColumn("Stage", ({ label, place }: Item) => `${place}. ${label}`),
        ...estimateColumns<Item>("Referrals", countStyle, ({ count: row }) => row, ["value"]),
        ...estimateColumns<Item>("Of the first stage", share, ({ ofFirst }) => ofFirst, [
          "value",
          "interval",
        ]),
        ...estimateColumns<Item>("Of the stage before", share, ({ ofBefore }) => ofBefore, [
          "value",
          "interval",
        ]),
      ],
    },
    methods: ["count", "wilson"],
  });
}
