import { h, nothing } from "./dom.js";
import { isUnstated } from "./figure-data.js";
import type { Release } from "./load-release.js";
import { folded, pageSection } from "./page-section.js";
import { reachAreas } from "./reach-areas.js";
import { populationOf, reachBreakdown, reachFigure } from "./reach-figure.js";
import { findingAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

/** What else must be said of a characteristic, beside the sentences of the finding. */
const ASIDES: Readonly<Record<string, string>> = {
  gender:
    "Gender is as the service recorded it. The population is counted by the sex on the practice's register, of people aged 20 and over, because the published file has no cut at 18: referrals are those of people aged 20 and over too.",
  age_band_20:
    "Ages begin at 20, because the published file has no cut at 18: referrals are those of people aged 20 and over too.",
  ethnic_group:
    "The population is of all ages: it is not for people of 65 and over or for a cohort. Arab, Roma, and Gypsy or Irish Traveller people cannot be shown, because the records have no code for them.",
  ethnic_category:
    "The population is of all ages: it is not for people of 65 and over or for a cohort. Arab people are counted in any other ethnic group, and Roma and Gypsy or Irish Traveller people in any other White background, because the records have no code for them.",
  language_group: "The population is aged 3 and over: it is not for people of 65 and over or for a cohort.",
  language:
    "The population is aged 3 and over. Languages that the census counts in another way than the records do, such as Cantonese and Mandarin, Kurdish, and Persian with Dari, are left out on both sides.",
  interpreter:
    "The need for an interpreter is set against people aged 3 and over who speak English not well or not at all, never against main language.",
};

/** Sentences shown at once. */
const SHOWN = 2;

/**
 * Who was reached: the finding, then the chosen characteristic against its population. Where the programme names no
 * population it says so, and how to name one; nothing where no referral is held.
 */
export function reachSection(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (selection.breakdown === "" || !estimates.has("referrals")) return nothing();
  const label = catalogue.breakdowns.find((one) => one.breakdown === selection.breakdown)?.label ?? "";
  const population = populationOf(catalogue, selection.breakdown);
  const of = reachBreakdown(selection.breakdown);
  return pageSection(
    "Who was reached",
    ...finding(release, selection),
    ...(population === undefined
      ? [
          h(
            "p",
            { class: "figure-note" },
            `Not collected for “${label}”: no population is named to set referrals against. The README of the software says how to name one.`,
          ),
        ]
      : [
          reachFigure(release, selection, population),
          h(
            "p",
            { class: "figure-note" },
            withTerms([ASIDES[of] ?? "", leftOut(release, of)].join(" ").trim()),
          ),
          folded("Area by area, for one group at a time", reachAreas(release, population)),
        ]),
    gradient(release, selection),
  );
}

function finding(release: Release, selection: Selection): readonly Node[] {
  const found = findingAt(release.findings, "reach", selection);
  if (found === undefined) return [];
  const { headline, detail, caveats } = found;
  const list = (texts: readonly string[]) =>
    h(
      "ul",
      {},
      texts.map((text) => h("li", {}, withTerms(text))),
    );
  return [
    h("p", {}, "Over every characteristic with a population to set referrals against:"),
    h(
      "p",
      { class: "detail" },
      h("strong", {}, withTerms(headline)),
      " ",
      withTerms(detail.slice(0, 1).join(" ")),
    ),
    ...detail.slice(1, SHOWN).map((text) => h("p", { class: "detail" }, withTerms(text))),
    ...(detail.length > SHOWN
      ? [h("details", {}, h("summary", {}, "More on who was reached"), list(detail.slice(SHOWN)))]
      : []),
    h("details", {}, h("summary", {}, "Read these figures with this in mind"), list(caveats)),
  ];
}

/** Names groups that are recorded and have no population, where they are few. */
function leftOut({ catalogue, estimates }: Release, of: string): string {
  const source = of === "age_band_20" ? "age_band" : of;
  if (source !== of || of === "language") return "";
  const held = new Set(estimates.list("population", { breakdown: of }).map((row) => row.category));
  const none = (catalogue.breakdowns.find((one) => one.breakdown === source)?.categories ?? []).filter(
    ({ category }) => !held.has(category) && !isUnstated(category),
  );
  return none.length === 0
    ? ""
    : `No population is counted for: ${none.map(({ label }) => label).join("; ")}. They are on neither side.`;
}

/** The gradient by deprivation, or in words why there is none. */
function gradient({ estimates }: Release, selection: Selection): Node {
  if (selection.breakdown !== "imd_quintile") return nothing();
  const at = (measure: string) =>
    estimates.list(measure, { area_type: selection.area_type, area: selection.area })[0];
  const [slope, ratio] = [at("referral_slope_index"), at("referral_relative_index")];
  if (slope === undefined) return nothing();
  const figure = (row: typeof slope | undefined) =>
    row?.status === "published" && row.value !== null && row.lower !== null && row.upper !== null
      ? `${row.value.toFixed(2)} (95% interval ${row.lower.toFixed(2)} to ${row.upper.toFixed(2)})`.replaceAll(
          "-",
          "\u2212",
        )
      : null;
  const [difference, times] = [figure(slope), figure(ratio)];
  return h(
    "p",
    { class: "figure-note" },
    difference === null
      ? `Gradient by deprivation: ${slope.status === "not_collected" ? "not collected" : "not available"}. ${slope.note}`
      : withTerms(
          `From the most to the least deprived end of the population, referrals per 1,000 people a year differ by ${difference}${times === null ? "" : `, a ratio of ${times}`}.`,
        ),
  );
}
