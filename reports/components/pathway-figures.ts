import type { Catalogue } from "../../src/release/catalogue.js";
import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, measureTitle, missingWords, withheldWords } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { countedOf, figureText, methodsOf } from "./measure-style.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

interface MeasureFigure {
  readonly id: string;
  readonly title: string;
  readonly measures: readonly (readonly [id: string, label: string])[];
  readonly style: NumberStyle;
  readonly axis: string;
  readonly column: string;
  readonly note: string;
  readonly domain?: readonly [number, number];
  /** What the figures count, in the table; absent where rows count different things, which the table then names. */
  readonly counted?: string;
}

/** Waiting times along the pathway, each with its interval; nothing where none are held. */
export function pathwayTimes(release: Release, selection: Selection): Node {
  return measureFigure(release, selection, {
    id: "times",
    title: "How long it took",
    measures: [
      ["median_days_to_first_contact", "First contact: half of those contacted within"],
      ["p90_days_to_first_contact", "First contact: nine in ten of those contacted within"],
      ["median_days_to_activity", "First activity: half of those who started within"],
      ["median_days_without_support", "Counselling wait: half of those supported within"],
      ["median_days_open", "Closing: half of those closed within"],
    ],
    style: { kind: "amount", decimals: 1, signed: false },
    axis: "Days",
    column: "Days (interval)",
    counted: "Referrals",
    note: `Days count from the day the referral was received; for counselling, from the day the person was sent to it. Times are of referrals that came as far, as each row names: people who are still waiting are not in them, so long waits are missing at first.${
      release.catalogue.measures.some(({ id }) => id === "wait_p90_days")
        ? " The Equity page counts everybody who was accepted, those never contacted too: its days are more."
        : ""
    }`,
  });
}

/** Sessions completed, reviews on time, feedback and goals; nothing where none are held. */
export function pathwaySupport(release: Release, selection: Selection): Node {
  return measureFigure(release, selection, {
    id: "support",
    title: "Once support began",
    measures: [
      ["share_completed_sessions", "All planned sessions attended, of activities started"],
      ["share_review_on_time", "Review on time, of completed activities due one"],
      ["share_feedback_given", "Feedback came back, of completed activities"],
      ["share_feedback_positive", "Feedback was positive, of activities with feedback"],
      ["share_goals_met", "Goals met, of goals reviewed"],
      ["share_goals_partly", "Goals partly met, of goals reviewed"],
      ["share_goals_not_met", "Goals not met, of goals reviewed"],
    ],
    style: { kind: "proportion", decimals: 0, signed: false },
    axis: "Share",
    column: "Share (interval)",
    note: reviewWords(release.catalogue),
    domain: [0, 1],
  });
}

function reviewWords({ pathway }: Catalogue): string {
  const review =
    pathway.review_within_days === null
      ? ""
      : `A review is on time up to ${pathway.review_within_days} days after the last session. `;
  return `${review}Each share is of those whose answer is known, as its row names. Activities are counted here, and the stages of the pathway count referrals: one referral may have several activities. People who gave no feedback may think otherwise.`;
}

function measureFigure(release: Release, selection: Selection, parts: MeasureFigure): Node {
  const { catalogue, estimates } = release;
  const held = parts.measures.filter(([id]) => isHeld(release, id, ""));
  if (held.length === 0) return nothing();
  const at = (one: Selection, id: string) => cellAt(estimates, one, id, { instrument: "" });
  const items = held.map(([id, label]) => ({ id, label, row: at(selection, id) }));
  type Item = (typeof items)[number];
  if (items.every(({ row }) => row === undefined)) {
    return notAtThisLevel(release, selection, parts.title, (one) =>
      held.some(([id]) => missingWords(at(one, id)) === ""),
    );
  }
  const { style } = parts;
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const hidden = withheldWords(
    items.map(({ row }) => row),
    "figures",
  );
  const unit = style.kind === "proportion" ? "" : " days";
  const summary = `${area}: ${
    shown.length === 0
      ? "no figure can be shown."
      : `${shown.map(({ label, row }) => `${label.charAt(0).toLowerCase()}${label.slice(1)} ${figureText(row, style)}${unit}`).join("; ")}.`
  }${hidden}`;
  const byKey = new Map(items.map((item) => [item.id, item]));
  return figure<Item>(catalogue, {
    id: parts.id,
    title: parts.title,
    summary,
    legend: [
      { mark: "interval", text: "Figure with its interval" },
      ...(shown.length < items.length ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
    ],
    draw: (width) =>
      rowChart(
        items.map(({ id, label, row }) => chartRow(id, label, row)),
        {
          width,
          style,
          axis: parts.axis,
          mark: "dot",
          zero: "",
          ...(parts.domain === undefined ? {} : { domain: parts.domain }),
          columns: [
            {
              head: parts.column,
              text: ({ key, missing }) => (missing === "" ? figureText(byKey.get(key)?.row, style) : ""),
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals. ${summary}`,
        },
      ),
    note: parts.note,
    table: {
      caption: `${parts.title}, ${area}`,
      items,
      columns: [
        nameColumn("Figure", ({ label }: Item) => label),
        {
          label: "Definition",
          csvOnly: true,
          text: () => "",
          csv: ({ id }) =>
            catalogue.measures.find((measure) => measure.id === id)?.definition ??
            measureTitle(catalogue, id),
        },
        ...estimateColumns<Item>(
          "Figure",
          style,
          ({ row }) => row,
          ["value", "interval", "n"],
          parts.counted ?? "Number",
        ),
        ...(parts.counted === undefined
          ? [nameColumn("Number of what", ({ id }: Item) => countedOf(catalogue, id))]
          : []),
      ],
    },
    methods: methodsOf(items.map(({ row }) => row)),
    ...(held[0] === undefined ? {} : { measure: held[0][0] }),
  });
}
