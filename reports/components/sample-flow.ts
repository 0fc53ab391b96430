import { notAtThisLevel, notCollected } from "./empty-figure.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, releaseMark } from "./figure.js";
import { instrumentOf, missingWords } from "./figure-data.js";
import { type FlowBox, flowDrawing } from "./flow-drawing.js";
import { formatDecimal, formatEstimate, type NumberStyle, statusWords } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const PEOPLE: NumberStyle = { kind: "count", decimals: 0, signed: false };

/** The steps, each with those who left on the way to it, or joined. */
const STEPS = [
  { measure: "people", label: "People referred", beside: [] },
  { measure: "flow_eligible", label: "Eligible", beside: ["flow_declined"] },
  { measure: "flow_first_score", label: "First score", beside: ["flow_no_first_score"] },
  { measure: "flow_due", label: "Second score due", beside: ["flow_not_due"] },
  { measure: "flow_followed_up", label: "Followed up in time", beside: ["flow_not_followed_up"] },
  { measure: "flow_both_scores", label: "Both scores", beside: ["flow_late", "flow_early"], joins: true },
] as const;

const LABELS: Readonly<Record<string, string>> = {
  flow_declined: "Not eligible: declined by the service",
  flow_no_first_score: "No first score",
  flow_not_due: "Not due yet",
  flow_not_followed_up: "Not followed up in time",
  flow_late: "Plus late",
  flow_early: "Plus before it was due",
};

/** From people referred to people with both scores, and how many were lost at each step. */
export function sampleFlow(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "From referral to two scores";
  if (!isHeld(release, "flow_both_scores", selection.instrument))
    return notCollected(title, "dated referrals with a measured follow-up");
  const at = (one: Selection, measure: string): EstimateRow | undefined => cellAt(estimates, one, measure);
  if (at(selection, "flow_both_scores") === undefined) {
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => missingWords(at(one, "flow_both_scores")) === "",
    );
  }
  const items = STEPS.flatMap(({ measure, label, beside }) => [
    ...beside.map((id) => ({ label: LABELS[id] ?? id, row: at(selection, id), step: "" })),
    { label, row: at(selection, measure), step: measure as string },
  ]);
  type Item = (typeof items)[number];
  const text = (row: EstimateRow | undefined): string =>
    row === undefined ? "not published" : formatEstimate(row, PEOPLE);
  const boxes: readonly FlowBox[] = STEPS.map((step) => {
    const row = at(selection, step.measure);
    const shown = missingWords(row) === "";
    return {
      label: step.label,
      value: shown ? (row?.value ?? null) : null,
      text: shown || row === undefined ? text(row) : statusWords(row.status),
      beside: step.beside.map((id) => `${LABELS[id]}: ${text(at(selection, id)).toLowerCase()}`),
      joins: "joins" in step,
    };
  });
  const instrument = instrumentOf(catalogue, selection.instrument);
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const number = (measure: string): string | null =>
    missingWords(at(selection, measure)) === "" ? text(at(selection, measure)) : null;
  const facts = [
    ["people", "people were referred"],
    ["flow_first_score", "have a first score"],
    ["flow_due", "were due a second"],
    ["flow_followed_up", "had it in time"],
    ["flow_both_scores", "have both by now"],
  ].flatMap(([measure = "", what]) => {
    const found = number(measure);
    return found === null ? [] : [`${found} ${what}`];
  });
  const summary =
    facts.length === 0
      ? `${area}: the numbers of people are withheld or too few to show.`
      : `${area}: ${facts.join(", ")}.`;
  const averaged = cellAt(estimates, selection, "mean_change");
  const reconciled =
    averaged === undefined || missingWords(averaged) !== "" || averaged.n === null
      ? "The averages above count people by the day of their first score, so their number may differ a little."
      : `The averages above are of ${formatDecimal(averaged.n, 0)} people, and ${text(at(selection, "flow_both_scores")).toLowerCase()} stand at the end here. The averages count everybody by the day of their first score, and this flow only people referred in the period: some people have scores and no referral here.`;
  const gone = boxes.some(({ value }) => value === null);
  return figure<Item>(catalogue, {
    id: "sample-flow",
    title,
    summary,
    ...(gone ? { legend: [{ mark: "hatch" as const, text: "Withheld, not zero" }] } : {}),
    draw: (width) =>
      flowDrawing(boxes, {
        width,
        watermark: releaseMark(catalogue),
        label: `Flow from top to bottom. ${summary}`,
      }),
    note: `Each person referred counts once, whatever came of the referral. Eligible: not declined by the service, or with a score. Scores: ${instrument?.name ?? "of this instrument"}, taken at any time in the programme’s window. ${reconciled} Numbers are rounded one by one, so they may not add up.`,
    table: {
      caption: `From referral to two scores, ${area}`,
      items,
      columns: [
        nameColumn("People", (item: Item) => (item.step === "" ? `– ${item.label}` : item.label)),
        ...estimateColumns<Item>("Number", PEOPLE, (item) => item.row, ["value"]),
      ],
    },
    methods: ["sample-flow", "count"],
  });
}
