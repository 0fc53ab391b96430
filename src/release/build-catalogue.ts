import type { Policy } from "../disclosure/policy.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { measureLibrary } from "../measures/library.ts";
import { periodLabel } from "../measures/period-label.ts";
import type { CodeList } from "../model/code-list.ts";
import type { Programme } from "../model/programme.ts";
import type { ReferencePopulation } from "../model/reference-population.ts";
import type { Catalogue } from "./catalogue.ts";
import { cataloguePolicy } from "./catalogue-policy.ts";
import { declaredParts } from "./declared-parts.ts";

/** Characteristics, the code list their labels come from, and their titles. */
const BREAKDOWNS: Readonly<Record<string, { readonly label: string; readonly list?: string }>> = {
  gender: { label: "Gender", list: "gender" },
  ethnic_group: { label: "Ethnic group" },
  ethnic_category: { label: "Ethnic category", list: "ethnic_category" },
  language_group: { label: "English or another language" },
  language: { label: "Main language", list: "language" },
  age_band: { label: "Age at referral", list: "age_band" },
  age_band_20: { label: "Age at referral, 20 and over" },
  interpreter: { label: "Interpreter needed", list: "yes_no" },
  imd_quintile: { label: "Deprivation of the neighbourhood" },
  gp_registered: { label: "Registered with a general practice", list: "gp_registered" },
  baseline_level: { label: "Level at the first score" },
  follow_up_level: { label: "Level at the second score" },
  change_band: { label: "Size of the change" },
  sessions_band: { label: "Sessions attended" },
  contacts_band: { label: "Contacts" },
  threshold: { label: "Other published size of change" },
  reason: { label: "Reason for the referral", list: "reason" },
  concern: { label: "Concern", list: "reason" },
  activity_type: { label: "Kind of support", list: "activity" },
  cohort: { label: "Cohort", list: "cohort" },
  waiting_reason: { label: "Why an activity has not started yet", list: "waiting_reason" },
  tier: { label: "Tier of the referral" },
};

const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  age_band_20: {
    "20-24": "20 to 24",
    "25-44": "25 to 44",
    "45-64": "45 to 64",
    "65-74": "65 to 74",
    "75+": "75 and over",
  },
  ethnic_group: { Asian: "Asian", Black: "Black", Mixed: "Mixed", White: "White", Other: "Other" },
  language_group: { en: "English", other: "Another language" },
  imd_quintile: {
    1: "Most deprived fifth",
    2: "Second fifth",
    3: "Third fifth",
    4: "Fourth fifth",
    5: "Least deprived fifth",
  },
  baseline_level: { 1: "Level 1", 2: "Level 2", 3: "Level 3", 4: "Level 4" },
  follow_up_level: { 1: "Level 1", 2: "Level 2", 3: "Level 3", 4: "Level 4" },
  change_band: {
    much_worse: "Worse by twice the meaningful change or more",
    worse: "Worse by the meaningful change, by less than twice",
    slightly_worse: "Worse by less than that",
    no_change: "No change",
    slightly_better: "Better by less than the meaningful change",
    better: "Better by the meaningful change, by less than twice",
    much_better: "Better by twice the meaningful change or more",
  },
  sessions_band: { "0": "No session", "1-2": "1 to 2", "3-5": "3 to 5", "6+": "6 or more" },
  tier: { 0: "Tier 0", 1: "Tier 1", 2: "Tier 2", 3: "Tier 3" },
  contacts_band: { "1-2": "1 to 2", "3-5": "3 to 5", "6-12": "6 to 12", "13+": "13 or more" },
};

const UNKNOWN: Readonly<Record<string, string>> = {
  not_stated: "Not stated (asked, declined)",
  not_known: "Not known (not asked or recorded)",
  suppressed: "Suppressed by the publisher",
};

/** Everything the pages need besides the estimates, in reading order; made from the configuration and released cells only. */
export function buildCatalogue(
  programme: Programme,
  policy: Policy,
  estimates: readonly ReleasedEstimate[],
  lists: ReadonlyMap<string, CodeList>,
  sources: Catalogue["sources"],
  version: {
    readonly release: string;
    readonly code: string;
    readonly audit?: Catalogue["audit"];
    readonly populations?: readonly ReferencePopulation[];
  },
): Catalogue {
  return {
    release_id: version.release,
    code_version: version.code,
    ...(version.audit === undefined ? {} : { audit: version.audit }),
    programme: {
      id: programme.id,
      name: programme.name,
      synthetic: programme.synthetic,
      window: programme.window,
      data_date: programme.data_date,
      areas_version: programme.areas.version,
      ...(programme.publisher === undefined ? {} : { publisher: programme.publisher }),
    },
    policy: cataloguePolicy(policy),
    instruments: programme.instruments.map((one) => ({
      id: one.id,
      name: one.name,
      short: one.short,
      decimals: one.decimals,
      range: one.range,
      better: one.better,
      unit: one.unit,
      pam_cut_points: one.pam_cut_points ?? null,
      meaningful_change: one.meaningful_change,
      ...(one.other_thresholds.length === 0 ? {} : { other_thresholds: one.other_thresholds }),
      follow_up: {
        from_days: one.follow_up.from_days,
        to_days: one.follow_up.to_days,
        due_after_days: one.follow_up.due_after_days,
      },
      regression_to_mean: one.regression_to_mean ?? null,
    })),
    measures: measuresOf(estimates),
    areas: areasOf(programme, estimates),
    periods: periodsOf(estimates),
    breakdowns: breakdownsOf(estimates, lists),
    sources,
    ...declaredParts(programme),
    ...populationsOf(version.populations ?? []),
  };
}

const populationsOf = (populations: readonly ReferencePopulation[]): Pick<Catalogue, "populations"> =>
  populations.length === 0 ? {} : { populations: populations.map(({ rows: _, ...facts }) => facts) };

/** The library's entries of the measures in use, each with the method its figures were made by. */
function measuresOf(estimates: readonly ReleasedEstimate[]): Catalogue["measures"] {
  const methods = new Map<string, Set<string>>();
  for (const { measure, method } of estimates) {
    methods.set(measure, (methods.get(measure) ?? new Set()).add(method));
  }
  return measureLibrary.flatMap(({ telling: _, ...entry }) => {
    const used = methods.get(entry.id);
    if (used === undefined) return [];
    const [first = entry.method] = used;
    return [{ ...entry, method: used.has(entry.method) ? entry.method : first }];
  });
}

function areasOf(programme: Programme, estimates: readonly ReleasedEstimate[]): Catalogue["areas"] {
  // A comparator goes by its project's name, beside it.
  const seen = new Set(
    estimates.filter((row) => row.area_type !== "comparator").map((row) => `${row.area_type}|${row.area}`),
  );
  const { areas, services, projects } = programme;
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  const declared = [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    ...byName(areas.icbs).map((one) => ({ area_type: "icb", area: one.code, label: one.name, within: null })),
    ...byName(areas.boroughs).map((one) => ({
      area_type: "borough",
      area: one.code,
      label: one.name,
      within: one.icb ?? null,
    })),
    ...projects.map((one) => ({
      area_type: "project",
      area: one.id,
      label: one.name,
      within: one.borough ?? null,
    })),
    ...byName(services).map((one) => ({
      area_type: "service",
      area: one.id,
      label: one.name,
      within: one.borough ?? null,
    })),
    ...byName(areas.pcns).map((one) => ({
      area_type: "pcn",
      area: one.code,
      label: one.name,
      within: one.borough ?? null,
    })),
  ];
  const known = new Set(declared.map((one) => `${one.area_type}|${one.area}`));
  const others = [...seen]
    .filter((key) => !known.has(key))
    .sort()
    .map((key) => {
      const [area_type = "", area = ""] = key.split("|");
      return { area_type, area, label: area, within: null };
    });
  return [...declared.filter((one) => seen.has(`${one.area_type}|${one.area}`)), ...others];
}

const PERIOD_ORDER = ["all", "window", "financial_year", "quarter", "month"];
const WINDOW_ORDER = ["before", "during", "after"];

function periodsOf(estimates: readonly ReleasedEstimate[]): Catalogue["periods"] {
  const seen = new Set(estimates.map((row) => `${row.period_type}|${row.period}`));
  return [...seen]
    .map((key) => {
      const [period_type = "", period = ""] = key.split("|");
      return { period_type, period, label: periodLabel(period_type, period) };
    })
    .sort(
      (a, b) =>
        PERIOD_ORDER.indexOf(a.period_type) - PERIOD_ORDER.indexOf(b.period_type) ||
        WINDOW_ORDER.indexOf(a.period) - WINDOW_ORDER.indexOf(b.period) ||
        (a.period < b.period ? -1 : 1),
    );
}

function breakdownsOf(
  estimates: readonly ReleasedEstimate[],
  lists: ReadonlyMap<string, CodeList>,
): Catalogue["breakdowns"] {
  const seen = new Map<string, Set<string>>();
  for (const { breakdown, category } of estimates) {
    if (breakdown === "none") continue;
    const categories = seen.get(breakdown) ?? new Set<string>();
    categories.add(category);
    seen.set(breakdown, categories);
  }
  const order = Object.keys(BREAKDOWNS);
  const rank = (breakdown: string) => {
    const place = order.indexOf(breakdown);
    return place === -1 ? order.length : place;
  };
  return [...seen]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([breakdown, categories]) => {
      const parts = breakdown.split("*");
      const ordered = [...categories].sort((a, b) => compareCategories(parts, a, b, lists));
      return {
        breakdown,
        label: parts.map((part) => BREAKDOWNS[part]?.label ?? part).join(" and "),
        categories: ordered.map((category) => ({
          category,
          label: category
            .split("*")
            .map((one, index) => categoryLabel(parts[index] ?? "", one, lists))
            .join(", "),
        })),
      };
    });
}

function categoryLabel(breakdown: string, category: string, lists: ReadonlyMap<string, CodeList>): string {
  const list = lists.get(BREAKDOWNS[breakdown]?.list ?? "");
  return (
    UNKNOWN[category] ??
    LABELS[breakdown]?.[category] ??
    list?.codes.find((code) => code.code === category)?.label ??
    category
  );
}

function compareCategories(
  parts: readonly string[],
  a: string,
  b: string,
  lists: ReadonlyMap<string, CodeList>,
): number {
  const place = (category: string, index: number) => {
    const one = category.split("*")[index] ?? "";
    if (one === "suppressed") return 9_997;
    if (one === "not_stated") return 9_998;
    if (one === "not_known") return 9_999;
    const list = lists.get(BREAKDOWNS[parts[index] ?? ""]?.list ?? "");
    const codes = list?.codes.map((code) => code.code) ?? Object.keys(LABELS[parts[index] ?? ""] ?? {});
    const found = codes.indexOf(one);
    return found === -1 ? 5_000 : found;
  };
  for (const index of parts.keys()) {
    const difference = place(a, index) - place(b, index);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}
