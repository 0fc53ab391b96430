import type { At } from "./estimate-lookup.ts";
import { figuresTable, type TableSource } from "./figures-table.ts";
import { atPlace, PLACE_NAMES, type Place, placesOf } from "./places.ts";
import type { TakeAwayTable } from "./take-away-table.ts";

/** What the Overview opens with, as far as the programme has it. */
const HEADLINES = [
  "referrals",
  "people",
  "share_not_gp",
  "share_contacted",
  "median_days_to_first_contact",
  "p90_days_to_first_contact",
  "contacts_per_referral",
  "share_completed_sessions",
  "share_goals_met",
  "share_re_referred_365",
  "link_worker_fte",
  "link_worker_fte_per_10000_patients",
  "new_referrals_per_fte",
  "open_cases_per_fte",
] as const;
const SCORE_HEADLINES = [
  "follow_up_rate",
  "mean_baseline",
  "mean_follow_up",
  "mean_change",
  "expected_change_rtm",
  "share_improved",
  "share_same",
  "share_worse",
] as const;

/** Measures of a service beside others. */
const SERVICE_MEASURES = [
  "share_contacted",
  "median_days_to_first_contact",
  "p90_days_to_first_contact",
  "share_completed_sessions",
  "share_review_on_time",
  "share_feedback_given",
  "share_goals_met",
  "share_remote",
  "share_dna",
] as const;

const ROUNDED = "Numbers are rounded, and small ones withheld, as the disclosure policy says.";

/** Tables of the whole programme: headlines, time, the pathway, and what people wanted and were offered. */
export function programmeTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  const [main] = catalogue.instruments;
  const measure = (id: string) => catalogue.measures.find((one) => one.id === id);
  const headlines: readonly At[] = [
    ...HEADLINES.map((id) => ({ measure: id })),
    ...(main === undefined ? [] : SCORE_HEADLINES.map((id) => ({ measure: id, instrument: main.id }))),
  ];
  return [
    figuresTable(source, {
      id: "headlines",
      title: "Headline figures, whole programme",
      about: [ROUNDED, "Shares stand as percentages; the unit says of what."],
      items: headlines,
      names: [
        {
          label: "Figure",
          of: (at) =>
            `${measure(at.measure)?.title ?? at.measure}${at.instrument === undefined ? "" : `, ${main?.short ?? ""}`}`,
        },
        { label: "Unit", of: (at) => measure(at.measure)?.unit ?? "" },
      ],
      figures: [
        {
          title: "Figure shown",
          at: (at) => at,
          parts: ["value", "lower", "upper", "numerator", "denominator", "n"],
          names: {
            lower: "Interval or band from",
            upper: "Interval or band to",
            numerator: "Number",
            denominator: "Out of",
            n: "Based on",
          },
        },
      ],
    }),
    figuresTable(source, {
      id: "over-time",
      title: "Referrals and scores by year and quarter, whole programme",
      about: [
        "People count in the period of their first score. Years are April to March; the first and last may be cut short by the programme’s window.",
      ],
      items: catalogue.periods.filter(({ period_type }) =>
        ["financial_year", "quarter"].includes(period_type),
      ),
      names: [
        { label: "Period", of: ({ label }) => label },
        {
          label: "Kind of period",
          of: ({ period_type }) => (period_type === "quarter" ? "Quarter" : "Financial year"),
        },
      ],
      figures: [
        ...(["referrals", "people"] as const).map((id) => ({
          at: ({ period_type, period }: { readonly period_type: string; readonly period: string }) => ({
            measure: id,
            period_type,
            period,
          }),
          parts: ["value"] as const,
        })),
        ...(main === undefined
          ? []
          : (["follow_up_rate", "mean_change"] as const).map((id) => ({
              title: `${measure(id)?.title ?? id}, ${main.short}`,
              at: ({ period_type, period }: { readonly period_type: string; readonly period: string }) => ({
                measure: id,
                instrument: main.id,
                period_type,
                period,
              }),
            }))),
      ],
    }),
    ...pathwayTables(source),
    ...menuTables(source),
  ];
}

function pathwayTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  return [
    figuresTable(source, {
      id: "pathway",
      title: "How far referrals came, whole programme",
      about: [
        "Each stage counts the referrals that reached it and all stages before it by the date of the data. Recent referrals may still go on.",
      ],
      items: catalogue.pathway.stages,
      names: [{ label: "Stage", of: ({ label }) => label }],
      figures: [
        { title: "Referrals", at: ({ measure }) => ({ measure }), parts: ["value"] },
        {
          title: "Share of all referrals",
          at: ({ measure }) => ({ measure: measure.replace("pathway_", "share_reached_") }),
        },
        {
          title: "Share of those at the stage before",
          at: ({ measure }) => ({ measure: measure.replace("pathway_", "share_onward_") }),
        },
      ],
    }),
    figuresTable<Place>(source, {
      id: "pathway-services",
      title: "Contacts, waits, activities and goals, by service, whole time",
      about: ["Services differ in whom they support and in how they keep records: this is no ranking."],
      items: placesOf(catalogue, ["service"]),
      names: PLACE_NAMES,
      figures: SERVICE_MEASURES.map((measure) => ({
        at: (place: Place) => ({ measure, ...atPlace(place) }),
      })),
    }),
  ];
}

/** A characteristic of referrals or activities with the share of each of its categories. */
const MENUS = [
  ["reasons", "Reasons for referral, whole programme", "reason", "Reason", ["share_with_reason"]],
  [
    "activities",
    "Support referred to and begun, whole programme",
    "activity_type",
    "Kind of support",
    ["share_referred_to", "share_support_started"],
  ],
  [
    "waiting-reasons",
    "Why support has not begun, whole programme",
    "waiting_reason",
    "Reason",
    ["share_waiting_because"],
  ],
  [
    "goals",
    "Goals by concern, whole programme",
    "concern",
    "Concern",
    ["share_goals_met", "share_goals_partly", "share_goals_not_met"],
  ],
  [
    "tiers",
    "Tiers of referrals, whole programme",
    "tier",
    "Tier",
    ["share_of_tier", "share_tier_started", "share_tier_completed"],
  ],
] as const;

function menuTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  return MENUS.map(([id, title, breakdown, label, measures]) => {
    const items = source.catalogue.breakdowns.find((one) => one.breakdown === breakdown)?.categories ?? [];
    return figuresTable(source, {
      id,
      title,
      about:
        id === "reasons"
          ? ["A referral can have several reasons, so the shares add up to more than 100%."]
          : [],
      items,
      names: [{ label, of: ({ label: text }) => text }],
      figures: measures.map((measure) => ({
        at: ({ category }: { readonly category: string }) => ({ measure, breakdown, category }),
        parts: ["numerator", "denominator", "value", "lower", "upper"] as const,
      })),
    });
  });
}
