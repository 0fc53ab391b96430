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
/** Most categories named in a summary. */
const NAMED = 3;
/** Most categories drawn; the table has all. */
const DRAWN = 10;

/** Why people were referred, most often first; nothing where not held. */
export function reasonsFigure(release: Release, selection: Selection): Node {
  return kindsFigure(release, selection, {
    id: "reasons",
    title: "Why people were referred",
    measure: "share_with_reason",
    breakdown: "reason",
    column: "Reason",
    note: "Of the referrals with any reason recorded. A referral may have several, so the shares add up to more than 100%. Reasons are those of whoever referred, written in each system’s own list.",
  });
}

/** What kinds of support people were sent on to, most often first; nothing where not held. */
export function offeredFigure(release: Release, selection: Selection): Node {
  return kindsFigure(release, selection, {
    id: "offered",
    title: "What support they were sent on to",
    measure: "share_referred_to",
    breakdown: "activity_type",
    column: "Support",
    note: "Of the referrals sent on to any activity of a known kind. Sent on is not yet attended, and what is not on offer cannot be chosen: the Pathway page lists what each service offers.",
  });
}

/** Why support has not begun, most often first: closed groups, waiting lists, no means to join; nothing where not held. */
export function waitingReasonsFigure(release: Release, selection: Selection): Node {
  return kindsFigure(release, selection, {
    id: "waiting-reasons",
    title: "Why support has not begun",
    measure: "share_waiting_because",
    breakdown: "waiting_reason",
    column: "Reason for waiting",
    note: "Of the referrals with an activity that had not begun by the data date and a reason why. A referral may wait for two kinds of support, for two reasons, so the shares can add up to more than 100%. Where nobody wrote down why, nothing is known.",
  });
}

interface Kinds {
  readonly id: string;
  readonly title: string;
  readonly measure: string;
  readonly breakdown: string;
  readonly column: string;
  readonly note: string;
}

function kindsFigure(release: Release, selection: Selection, kinds: Kinds): Node {
  const { catalogue, estimates } = release;
  const categories = catalogue.breakdowns.find((one) => one.breakdown === kinds.breakdown)?.categories ?? [];
  if (categories.length === 0) return nothing();
  const at = (one: Selection, category: string) =>
    cellAt(estimates, one, kinds.measure, { breakdown: kinds.breakdown, category, instrument: "" });
  const items = categories
    .map(({ category, label }) => ({ category, label, row: at(selection, category) }))
    .filter(({ row }) => row !== undefined)
    .toSorted((a, b) => (b.row?.value ?? -1) - (a.row?.value ?? -1));
  type Item = (typeof items)[number];
  if (items.length === 0) {
    return notAtThisLevel(release, selection, kinds.title, (one) =>
      categories.some(({ category }) => missingWords(at(one, category)) === ""),
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const summary = `${area}: ${shown
    .slice(0, NAMED)
    .map(({ label, row }) => `${label.charAt(0).toLowerCase()}${label.slice(1)} ${figureText(row, SHARE)}`)
    .join("; ")}${shown.length > NAMED ? `; and ${shown.length - NAMED} more` : ""}.${withheldWords(
    items.map(({ row }) => row),
    kinds.column.toLowerCase(),
  )}`;
  const byKey = new Map<string, Item>(items.map((item) => [item.category, item]));
  return figure<Item>(catalogue, {
    id: kinds.id,
    title: kinds.title,
    summary,
    draw: (width) =>
      rowChart(
        items.slice(0, DRAWN).map(({ category, label, row }) => chartRow(category, label, row)),
        {
          width,
          style: SHARE,
          axis: "Share of referrals",
          mark: "bar",
          columns: [
            {
              head: "Share (interval)",
              text: ({ key, missing }) => (missing === "" ? figureText(byKey.get(key)?.row, SHARE) : ""),
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Bar chart. ${summary}`,
        },
      ),
    note: `${items.length > DRAWN ? `Drawn are the ${DRAWN} most frequent; the table has all ${items.length}. ` : ""}${kinds.note}`,
    table: {
      caption: `${kinds.title}, ${area}`,
      items,
      columns: [
        nameColumn(kinds.column, ({ label }: Item) => label),
        ...estimateColumns<Item>(
          "Share",
          SHARE,
          ({ row }) => row,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
      ],
    },
    methods: ["wilson"],
    measure: kinds.measure,
  });
}

const RESULTS = [
  ["met", "Met"],
  ["partly", "Partly met"],
  ["not_met", "Not met"],
] as const;

/** What became of people’s concerns, all together and one by one, at their last review; nothing where not held. */
export function concernsFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (!estimates.has("share_goals_met")) return nothing();
  const categories = catalogue.breakdowns.find((one) => one.breakdown === "concern")?.categories ?? [];
  const title = "What became of the concerns they named";
  const at = (one: Selection, result: string, category?: string) =>
    cellAt(estimates, one, `share_goals_${result}`, {
      instrument: "",
      ...(category === undefined ? {} : { breakdown: "concern", category }),
    });
  const rowsOf = (category?: string) => ({
    met: at(selection, "met", category),
    partly: at(selection, "partly", category),
    not_met: at(selection, "not_met", category),
  });
  const items = [
    { category: "all", label: "All concerns", strong: true, ...rowsOf() },
    ...categories.map(({ category, label }) => ({ category, label, strong: false, ...rowsOf(category) })),
  ].filter(({ met }) => met !== undefined);
  type Item = (typeof items)[number];
  if (items.length === 0) {
    return notAtThisLevel(release, selection, title, (one) => missingWords(at(one, "met")) === "");
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const [all] = items;
  const results =
    missingWords(all?.met) === ""
      ? RESULTS.map(([result, words]) => `${figureText(all?.[result], SHARE)} ${words.toLowerCase()}`).join(
          ", ",
        )
      : `the share met is ${missingWords(all?.met)}`;
  const summary = `${area}: of ${all?.label.toLowerCase() ?? "the concerns"} reviewed, ${results}.${items.length > 1 ? "" : " Concerns one by one are shown for the whole programme."}`;
  const byKey = new Map<string, Item>(items.map((item) => [item.category, item]));
  const drawn = [
    ...items.slice(0, 1),
    ...items.slice(1).toSorted((a, b) => (b.met?.denominator ?? 0) - (a.met?.denominator ?? 0)),
  ].slice(0, DRAWN + 1);
  return figure<Item>(catalogue, {
    id: "concerns",
    title,
    summary,
    legend: [
      { mark: "interval", text: "Share met, with its interval" },
      ...(drawn.some(({ met }) => missingWords(met) !== "")
        ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
        : []),
    ],
    draw: (width) =>
      rowChart(
        drawn.map(({ category, label, strong, met }) => chartRow(category, label, met, { strong })),
        {
          width,
          style: SHARE,
          axis: "Share of concerns met",
          mark: "dot",
          zero: "",
          domain: [0, 1],
          columns: [
            {
              head: "Met (interval)",
              text: ({ key, missing }) => (missing === "" ? figureText(byKey.get(key)?.met, SHARE) : ""),
            },
            {
              head: "Partly",
              text: ({ key }) => figureText(byKey.get(key)?.partly, SHARE).split(" (")[0] ?? "",
            },
            {
              head: "Not met",
              text: ({ key }) => figureText(byKey.get(key)?.not_met, SHARE).split(" (")[0] ?? "",
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals. ${summary}`,
        },
      ),
    note: `${drawn.length < items.length ? `Drawn are the ${DRAWN} concerns reviewed most often; the table has all ${items.length - 1}. ` : ""}Each concern counts once a referral, as its last review found it. Concerns that were never reviewed, and systems that record no reviews, are not in it. Who was reviewed may differ from who was not.`,
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn("Concern", ({ label }: Item) => label),
        ...RESULTS.flatMap(([result, words]) =>
          estimateColumns<Item>(words, SHARE, (item) => item[result], ["value", "interval"]),
        ),
        ...estimateColumns<Item>("Met", SHARE, ({ met }) => met, ["fraction"], "Goals"),
      ],
    },
    methods: ["wilson"],
  });
}
