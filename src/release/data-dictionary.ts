import type { EstimateStatus } from "../statistics/estimate.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ESTIMATE_COLUMNS } from "./estimates-table.ts";

/** One code that a column may hold, and what it means. */
export interface DictionaryValue {
  readonly value: string;
  readonly meaning: string;
}

/** One column of a released file, in words. */
export interface DictionaryEntry {
  readonly file: string;
  readonly column: string;
  readonly type: "text" | "code" | "number" | "whole number";
  /** "" where the column holds no quantity; "of the measure" where each measure has its own. */
  readonly unit: string;
  readonly description: string;
  /** Every code of the column; empty where it holds none, or its values are free. */
  readonly values: readonly DictionaryValue[];
}

type Column = (typeof ESTIMATE_COLUMNS)[number];
type Said = Pick<DictionaryEntry, "type" | "unit" | "description">;

const OF_THE_MEASURE = "of the measure";

const COLUMNS: Readonly<Record<Column, Said>> = {
  measure: code("What is counted or worked out: an entry of the measure library."),
  instrument: code("The outcome score it was worked out from; empty where the measure uses none."),
  area_type: code("The kind of area or body that the figure stands for."),
  area: code(
    "Which area or body: the code of a board, borough or network, the id of a service or project, or `programme`.",
  ),
  period_type: code("The kind of period that the figure stands for."),
  period: code("Which period: `all`, a financial year, a quarter, a month, or before, during or after."),
  breakdown: code("The characteristic by which people were put into groups; `none` where they were not."),
  category: code(
    "Which group of the characteristic; `all` where there are none. Of two characteristics joined by `*`, one group of each, joined by `*` too.",
  ),
  numerator: figure(
    "People, referrals or events with what the measure looks for, rounded as the policy says. Empty for means and other figures that are no share or rate, and where not shown.",
  ),
  denominator: figure(
    "Of how many people, referrals or events, rounded as the policy says. Empty where the measure has none, and where not shown.",
  ),
  n: figure(
    "On how many people, referrals or events the figure rests, rounded as the policy says. Empty where not shown.",
  ),
  value: {
    type: "number",
    unit: OF_THE_MEASURE,
    description:
      "The figure as shown. Shares run from 0 to 1; changes are in points of the score; rates are for so many as the measure’s id says. Empty where not shown: never 0.",
  },
  lower: {
    type: "number",
    unit: OF_THE_MEASURE,
    description: "Lower limit of the interval, or lower end of a band. Empty without one.",
  },
  upper: {
    type: "number",
    unit: OF_THE_MEASURE,
    description: "Upper limit of the interval, or upper end of a band. Empty without one.",
  },
  level: {
    type: "number",
    unit: "share from 0 to 1",
    description: "Confidence level of the interval. Empty without one, and for bands that are no interval.",
  },
  method: code("How the figure and its interval were made: a section of the Methods page."),
  status: code("Whether the figure is shown, and if not, why."),
  note: {
    type: "text",
    unit: "",
    description: "What a reader must know of this one figure, in plain words. Empty where there is nothing.",
  },
};

/** What each status means to a reader. */
export const STATUS_MEANINGS: Readonly<Record<EstimateStatus, string>> = {
  published: "Shown.",
  withheld: "Not shown: too few people, or it would give such a number away. It may be any number, also 0.",
  too_few: "Cannot be worked out: too few people or events were recorded.",
  not_collected: "Nothing that it could be worked out from was collected.",
  not_yet_observable: "Too early to say: not enough time had passed on the day the data were taken.",
  not_available:
    "Does not apply here, or what it would take is not available; the note says which of the two.",
};

const AREA_TYPES: readonly DictionaryValue[] = [
  { value: "programme", meaning: "The whole programme" },
  { value: "icb", meaning: "An Integrated Care Board" },
  { value: "borough", meaning: "A borough or district" },
  { value: "service", meaning: "A social-prescribing service" },
  { value: "pcn", meaning: "A Primary Care Network" },
  { value: "project", meaning: "A project of the programme" },
  {
    value: "comparator",
    meaning: "The networks that a project is set beside, together; `area` is the project’s id",
  },
];

const PERIOD_TYPES: readonly DictionaryValue[] = [
  { value: "all", meaning: "The whole time of the programme" },
  { value: "financial_year", meaning: "April to March, as 2022-23" },
  { value: "quarter", meaning: "A quarter of the calendar year, as 2022-Q4" },
  { value: "month", meaning: "A month, as 2022-10" },
  { value: "window", meaning: "Before, during or after the projects, as the programme declared" },
];

/** The files that a release consists of, with what each holds; estimates may lie in several files of one form. */
export const RELEASE_FILES: readonly { readonly file: string; readonly description: string }[] = [
  { file: "downloads/estimates.csv", description: "Every figure of the release, one a row: for people." },
  {
    file: "estimates*.arrow",
    description: "The same rows in parts, as the pages read them: of everybody, by group, and by subject.",
  },
  {
    file: "release.json",
    description:
      "What the codes mean: programme, policy, instruments, measures, areas, periods, characteristics.",
  },
  {
    file: "manifest.json",
    description: "What the release was made from, with a fingerprint of each file and table.",
  },
  { file: "measures.json", description: "The measure library, and where this release shows each measure." },
  { file: "findings.json", description: "The sentences that open each page, with their caveats." },
  { file: "funnels.json", description: "Funnel plots of networks: limits, points and verdicts." },
  {
    file: "compare.json",
    description:
      "What the page of networks side by side opens with: its sentences, and figures of all networks.",
  },
  {
    file: "networks.json",
    description: "The figures of each network over the whole time, packed for its page.",
  },
  { file: "networks-years.json", description: "The same by financial year." },
  { file: "control-charts.json", description: "Control charts over time: centre lines, limits and signals." },
  { file: "project-comparisons.json", description: "Each project beside its comparison networks." },
  { file: "programme.json", description: "The programme office’s own facts, and stories with consent." },
  { file: "pressure.json", description: "Signs of pressure on services, and which of them could be judged." },
  { file: "england-networks.json", description: "Published staffing of the networks of England." },
  {
    file: "data-quality.json",
    description: "What came in, what was refused, and how complete each field is.",
  },
];

/**
 * Describes every column of the released estimates, with the codes that this release uses and what they mean. Columns
 * stand in the order of the file. Pure: from the catalogue alone.
 */
export function dataDictionary(catalogue: Catalogue): readonly DictionaryEntry[] {
  const file = "estimates.csv";
  const values: Partial<Record<Column, readonly DictionaryValue[]>> = {
    measure: catalogue.measures.map(({ id, title, unit, definition }) => ({
      value: id,
      meaning: `${title} (${unit === "" ? "no unit" : unit}). ${definition}`,
    })),
    instrument: catalogue.instruments.map(({ id, name, unit, range: [from, to], better }) => ({
      value: id,
      meaning: `${name}: ${from} to ${to} ${unit}, ${better} is better`,
    })),
    area_type: AREA_TYPES,
    area: catalogue.areas
      .filter(({ area_type }) => area_type !== "comparator")
      .map(({ area, label }) => ({ value: area, meaning: label })),
    period_type: PERIOD_TYPES,
    period: catalogue.periods.map(({ period, label }) => ({ value: period, meaning: label })),
    breakdown: [
      { value: "none", meaning: "Everybody" },
      ...catalogue.breakdowns.map(({ breakdown, label }) => ({ value: breakdown, meaning: label })),
    ],
    category: [
      { value: "all", meaning: "Everybody" },
      ...catalogue.breakdowns.flatMap(({ label: of, categories }) =>
        categories.map(({ category, label }) => ({ value: category, meaning: `${of}: ${label}` })),
      ),
    ],
    method: [...new Set(catalogue.measures.map(({ method }) => method))]
      .toSorted()
      .map((method) => ({ value: method, meaning: `Methods page, section “${method}”` })),
    status: Object.entries(STATUS_MEANINGS).map(([value, meaning]) => ({ value, meaning })),
  };
  const entries = (Object.keys(COLUMNS) as Column[]).map((column) => ({
    file,
    column,
    ...COLUMNS[column],
    values: values[column] ?? [],
  }));
  return [...entries, ...markEntries(catalogue, file)];
}

/** The columns that say in every line that figures are invented, or not for publication. */
function markEntries({ programme, policy }: Catalogue, file: string): readonly DictionaryEntry[] {
  const mark = (column: string, value: string, description: string): DictionaryEntry => ({
    file,
    column,
    ...code(description),
    values: [{ value, meaning: description }],
  });
  return [
    ...(programme.synthetic
      ? [
          mark(
            "synthetic",
            "SYNTHETIC",
            "The figure is of invented people: it says nothing of any real service.",
          ),
        ]
      : []),
    ...(policy.publishable
      ? []
      : [mark("publication", "NOT FOR PUBLICATION", "The figure is exact and must not leave the service.")]),
  ];
}

function code(description: string): Said {
  return { type: "code", unit: "", description };
}

function figure(description: string): Said {
  return { type: "number", unit: OF_THE_MEASURE, description };
}
