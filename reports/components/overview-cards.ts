import { changeWords, isAnyChange } from "./change-words.js";
import { type Child, h } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { methodLinks } from "./figure.js";
import { bandOf, instrumentOf, missingWords } from "./figure-data.js";
import {
  formatEstimate,
  formatInterval,
  formatLevel,
  formatValue,
  numberStyle,
  statusReason,
} from "./format.js";
import { hasOutcomes, isCapacityOnly, isHeld, whyNotHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { cellAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

function card(
  title: string,
  value: string,
  missing: boolean,
  lines: readonly Child[],
  method: string,
): HTMLElement {
  return h(
    "li",
    { class: "card" },
    h("h3", {}, withTerms(title)),
    h("p", { class: missing ? "card-value card-missing" : "card-value" }, value),
    lines.map((line) => h("p", { class: "card-line" }, line)),
    method === "" ? null : h("p", { class: "card-method" }, methodLinks([method])),
  );
}

function intervalLine(row: EstimateRow | undefined, interval: string): Child {
  if (interval === "") return null;
  return `${formatLevel(row?.level ?? null)} interval ${interval}`;
}

/** A share who improved is read beside the share who would by themselves, which the Outcomes page has. */
function byItself(): Child {
  const href = document.querySelector("a[data-page=outcomes]")?.getAttribute("href") ?? null;
  const words = "Some would by chance between two measurements alone";
  return href === null ? words : [`${words}: `, h("a", { href, "data-keep": true }, "how many")];
}

/** The key numbers of a selection as cards; what the programme does not hold at all is said once beneath them. */
export function overviewCards(release: Release, selection: Selection): HTMLElement {
  const { catalogue, estimates } = release;
  const instrument = instrumentOf(catalogue, selection.instrument);
  const unit = instrument?.unit ?? "points";
  const show = (
    measure: string,
    title: string,
    lines: (row: EstimateRow | undefined) => readonly Child[],
  ) => {
    if (!isHeld(release, measure, selection.instrument)) return null;
    const style = numberStyle(catalogue, measure, selection.instrument);
    const row = cellAt(estimates, selection, measure);
    const missing = missingWords(row) !== "";
    return card(
      title,
      formatEstimate(row, style),
      missing,
      missing
        ? [statusReason(row)]
        : [intervalLine(row, formatInterval(row, style)), ...lines(row)].filter(Boolean),
      row?.method ?? "",
    );
  };
  const change = numberStyle(catalogue, "mean_change", selection.instrument);
  const share = numberStyle(catalogue, "share_improved", selection.instrument);
  // It rests on nobody's data and is released once, for the whole programme.
  const everywhere = {
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
  } as const;
  const expected = bandOf(cellAt(estimates, { ...selection, ...everywhere }, "expected_share_rtm"));
  const worsened = cellAt(estimates, selection, "share_worse");
  const worse =
    missingWords(worsened) === "" && worsened !== undefined && !isAnyChange(instrument)
      ? `${formatEstimate(worsened, share)} got worse by as much (${formatInterval(worsened, share)})`
      : "";
  const people = cellAt(estimates, selection, "people");
  const band = bandOf(cellAt(estimates, selection, "expected_change_rtm"));
  const count = (value: number | null): string =>
    value === null ? "an unknown number of" : value.toLocaleString("en-GB");
  const why = whyNotHeld(release, "follow_up_rate", selection.instrument);
  const absent = isCapacityOnly(release)
    ? ""
    : !hasOutcomes(release)
      ? "No outcome scores were collected in this programme."
      : why === ""
        ? ""
        : `There is no follow-up rate. ${why}`;
  const cards = h(
    "ul",
    { class: "cards" },
    show("referrals", "Referrals", () => [
      people?.status === "published" && people.value !== null
        ? `${count(people.value)} different people`
        : null,
    ]),
    show("follow_up_rate", "Follow-up rate", (row) => [
      row === undefined || row.numerator === null
        ? null
        : `${count(row.numerator)} of ${count(row.denominator)} people due were measured again`,
      instrument === undefined || row?.denominator == null
        ? null
        : `People are due once ${instrument.follow_up.due_after_days} days have passed since their first score`,
    ]),
    show("mean_change", `Mean change${instrument === undefined ? "" : `, ${instrument.short}`}`, (row) => [
      row?.n == null ? null : `of ${count(row.n)} people with both scores, due or not yet`,
      band === null
        ? null
        : `From regression to the mean alone, expect ${formatValue(band[0], change)} to ${formatValue(band[1], change)} ${unit}`,
    ]),
    show("share_improved", changeWords(instrument).improved, () => [
      instrument === undefined
        ? null
        : isAnyChange(instrument)
          ? "by however little, of people measured twice"
          : `by ${instrument.meaningful_change.points} ${unit} or more, of people measured twice`,
      worse === "" ? null : worse,
      instrument?.regression_to_mean == null
        ? null
        : expected === null
          ? byItself()
          : `By chance between two measurements alone, ${formatValue(expected[0], share)} to ${formatValue(expected[1], share)} of any people would improve as much, and as many get worse`,
    ]),
    isCapacityOnly(release)
      ? [
          show("link_worker_fte_per_10000_patients", "Link workers per 10,000 patients", () => [
            "full-time equivalents, for every 10,000 registered patients",
          ]),
          show("link_worker_fte", "Link workers in post", () => ["full-time equivalents"]),
          show("registered_patients", "Registered patients", () => ["on the lists of general practices"]),
        ]
      : null,
  );
  return h("div", {}, cards, absent === "" ? null : h("p", { class: "figure-note" }, withTerms(absent)));
}
