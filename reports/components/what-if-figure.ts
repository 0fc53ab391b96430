import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { methodLinks } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, statusReason } from "./format.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, periodWords, type Selection } from "./selection.js";
import { setSelection } from "./selection-store.js";
import { hasOfStaff, staffSelection } from "./staff-selection.js";
import { withTerms } from "./term.js";
import { type Between, type WhatIf, whatIf } from "./what-if.js";

const MOST = 20;

/** The page is drawn anew after each change: then the box that was being used is to be the one in use again. */
let inUse = false;

/** The year to reckon with: the financial year chosen, else the last with a rate. */
function yearOf(release: Release, here: Selection): Catalogue["periods"][number] | undefined {
  const years = release.catalogue.periods.filter(
    ({ period_type, period }) =>
      period_type === "financial_year" &&
      hasOfStaff(release, "new_referrals_per_fte", { period_type, period }),
  );
  return years.find(({ period }) => period === here.period) ?? years.at(-1);
}

const between = (row: EstimateRow | undefined): Between | null =>
  missingWords(row) === "" && row?.value != null && row.lower !== null && row.upper !== null
    ? { value: row.value, lower: row.lower, upper: row.upper }
    : null;

const words = ({ value, lower, upper }: Between, decimals: number): string =>
  `${formatDecimal(value, decimals)} (${formatDecimal(lower, decimals)} to ${formatDecimal(upper, decimals)})`;

/**
 * How many full-time link workers would bring new referrals to the guidance, and what more or fewer would give: a number
 * that readers set, kept in the address, and a sentence and table that follow it.
 */
export function whatIfFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = staffSelection(catalogue, selection);
  const year = yearOf(release, here);
  const { referrals_per_fte: guidance } = catalogue.workforce;
  if (year === undefined || guidance === null) return nothing();
  const at = (measure: string) =>
    cellAt(estimates, here, measure, { period_type: "financial_year", period: year.period });
  const area = areaLabel(catalogue, here.area_type, here.area);
  const period = periodWords(catalogue, "financial_year", year.period);
  const [rateRow, fteRow] = [at("new_referrals_per_fte"), at("link_worker_fte")];
  const [rate, fte] = [between(rateRow), missingWords(fteRow) === "" ? (fteRow?.value ?? null) : null];
  const box = (...children: readonly (Node | null)[]) =>
    h(
      "section",
      { class: "figure what-if", id: "what-if", "aria-labelledby": "what-if-title" },
      h("h3", { id: "what-if-title" }, `What if there were more link workers, or fewer? ${area}, ${period}`),
      children,
    );
  if (rate === null || fte === null || fte <= 0) {
    const missing = rate === null ? rateRow : fteRow;
    return box(
      h(
        "p",
        {},
        `This needs new referrals for each link worker and how many there are, which are not both shown here. ${statusReason(missing)}`,
      ),
    );
  }
  const extra = Math.max(selection.fte ?? 0, Math.ceil((0.5 - fte) * 2) / 2);
  const answer = whatIf(rate, fte, extra, guidance);
  const input = h("input", {
    id: "what-if-fte",
    type: "number",
    step: "0.5",
    min: String(Math.max(-MOST, Math.ceil((0.5 - fte) * 2) / 2)),
    max: String(MOST),
    value: String(extra),
    inputmode: "decimal",
    "aria-describedby": "what-if-help",
    onchange(event: Event) {
      const given = Number((event.currentTarget as HTMLInputElement).value);
      const chosen = Number.isFinite(given) ? Math.max(-MOST, Math.min(MOST, Math.round(given * 2) / 2)) : 0;
      const { fte: _before, ...rest } = selection;
      inUse = true;
      setSelection(chosen === 0 ? rest : { ...rest, fte: chosen }, catalogue);
    },
  });
  if (inUse) requestAnimationFrame(() => input.focus());
  inUse = false;
  return box(
    h("p", {}, withTerms(neededWords(answer, fte, guidance))),
    h(
      "form",
      { class: "filters what-if-form", onsubmit: (event) => event.preventDefault() },
      h(
        "div",
        { class: "field" },
        h("label", { for: "what-if-fte" }, "Full-time link workers more (or, with a minus, fewer)"),
        input,
      ),
    ),
    h(
      "p",
      { id: "what-if-help", "aria-live": "polite" },
      withTerms(changedWords(answer, fte, extra, guidance)),
    ),
    h(
      "p",
      { class: "figure-note" },
      "This is division, not a forecast: it assumes that just as many people are referred. More may be referred once there are more link workers, and new staff need time to learn the work.",
    ),
    h(
      "p",
      { class: "figure-foot" },
      methodLinks(methodsOf(catalogue, ["new_referrals_per_fte", "link_worker_fte"])),
    ),
  );
}

type Guidance = NonNullable<Catalogue["workforce"]["referrals_per_fte"]>;

function neededWords({ referrals, atMost, atFewest }: WhatIf, fte: number, { from, to }: Guidance): string {
  const needed =
    atMost === null || atFewest === null
      ? ""
      : ` With the same referrals it would take ${words(atMost, 1)} full-time equivalents for each to have ${to} a year, and ${words(atFewest, 1)} for each to have ${from}.`;
  return `There were ${formatDecimal(fte, 1)} full-time equivalents (FTE) on average, and at that pace ${words(referrals, 0)} new referrals a year.${needed}`;
}

function changedWords({ changed }: WhatIf, fte: number, extra: number, { from, to }: Guidance): string {
  if (changed === null) return "Nobody would be left.";
  const many = `${formatDecimal(Math.abs(extra), 1)} ${extra < 0 ? "fewer" : "more"}`;
  const start =
    extra === 0
      ? `With the ${formatDecimal(fte, 1)} there were`
      : `With ${many}, ${formatDecimal(fte + extra, 1)} in all`;
  const place =
    changed.lower > to
      ? `above the ${from} to ${to} of the guidance`
      : changed.upper < from
        ? `below the ${from} to ${to} of the guidance`
        : changed.lower >= from && changed.upper <= to
          ? `within the ${from} to ${to} of the guidance`
          : `not clearly within or outside the ${from} to ${to} of the guidance`;
  return `${start}, each would have ${words(changed, 0)} new referrals a year, ${place}.`;
}
