import type { Catalogue } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { formatTick } from "./format.js";
import type { Release } from "./load-release.js";
import {
  absentWords,
  figureText,
  isRange,
  measureStyle,
  methodsOf,
  projectMeasureTitle,
} from "./measure-style.js";
import { folded } from "./page-section.js";
import { isOfStaff, staffRow, yearsOf } from "./project-staff-figures.js";
import { staffShownFrom } from "./staff-rules.js";
import { nameColumn, type TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

/** Figures of staff that a project's page shows, in reading order. */
const STAFF = [
  "share_satisfied",
  "share_consulted",
  "share_supervised",
  "share_intend_to_leave",
  "share_left",
  "turnover_rate",
  "days_to_fill_median",
  "absence_rate",
  "share_long_absence",
  "share_volunteers_to_employment",
  "burnout_personal",
  "burnout_work",
  "burnout_client",
  "time_direct",
  "time_administration",
  "time_service_failures",
  "time_travel",
  "new_referrals_per_fte",
  "open_cases_per_fte",
] as const;

const WHOLE_ONLY = "What is counted where no single year can be shown, only the whole period";

/** What is released of the staff of a project's service, by financial year; nothing where nothing is. */
export function projectStaff(release: Release, project: Project): Node {
  const { catalogue } = release;
  const { service } = project;
  if (service === null) return nothing();
  const years = yearsOf(release);
  const items = STAFF.map((measure) => ({
    measure,
    title: projectMeasureTitle(catalogue, measure, "", project),
    row: (period: string) => staffRow(release, measure, "service", service, period),
    whole: staffRow(release, measure, "service", service, "all", "all"),
  })).filter(
    ({ row, whole }) => whole !== undefined || years.some(({ period }) => row(period) !== undefined),
  );
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const byYear = ({ row }: Item): boolean => years.some(({ period }) => absentWords(row(period)) === "");
  const onlyWhole = items.filter((item) => !byYear(item) && absentWords(item.whole) === "");
  const [shown, held] = [true, false].map((told) =>
    items.filter((item) => (byYear(item) || onlyWhole.includes(item)) === told),
  ) as [Item[], Item[]];
  const rests = onlyWhole.flatMap(({ measure }) => {
    const entry = catalogue.measures.find(({ id }) => id === measure);
    return entry === undefined
      ? []
      : [h("p", {}, `${entry.title}: ${entry.definition} ${entry.caveat}`.trim())];
  });
  const names = new Intl.ListFormat("en-GB").format(held.map(({ title }) => lowerFirst(title)));
  const withheld =
    held.length === 0
      ? null
      : h(
          "details",
          { class: "behind" },
          h(
            "summary",
            {},
            `${held.length} ${held.length === 1 ? "figure" : "figures"} of staff cannot be shown, which does not mean zero`,
          ),
          h("p", {}, `${staffShownFrom(catalogue)}Not shown here: ${names}.`),
        );
  const name = catalogue.services.find(({ id }) => id === service)?.name ?? service;
  if (shown.length === 0) {
    return h(
      "div",
      { class: "figure-note" },
      h("p", {}, `${name}: no figure of staff can be shown.`),
      withheld,
    );
  }
  const cell = (item: Item, period: string): string =>
    figureText(item.row(period), measureStyle(catalogue, item.measure, ""));
  const wholeCell = (item: Item): string =>
    item.whole === undefined ? "–" : figureText(item.whole, measureStyle(catalogue, item.measure, ""));
  return figure<Item>(catalogue, {
    id: "project-staff",
    title: "Staff of the service",
    summary: `${name}: the service that runs this project, by financial year.${shown.some(({ row }) => years.some(({ period }) => isRange(row(period)))) ? " Shares of staff are shown as ranges so that no one can be picked out." : ""}`,
    ...(withheld === null && rests.length === 0
      ? {}
      : {
          note: h("div", {}, rests.length === 0 ? null : folded(WHOLE_ONLY, h("div", {}, rests)), withheld),
        }),
    table: {
      caption: `Staff of the service of ${project.id}`,
      items: shown,
      stacked: true,
      columns: [
        nameColumn("Measure", ({ title }: Item) => title),
        ...years.map(
          ({ period }): TableColumn<Item> => ({
            label: formatTick("financial_year", period),
            numeric: true,
            text: (item) => cell(item, period),
            csv: (item) => cell(item, period),
          }),
        ),
        ...(onlyWhole.length === 0
          ? []
          : [
              {
                label: "Whole period",
                numeric: true,
                text: wholeCell,
                csv: wholeCell,
              },
            ]),
      ],
    },
    methods: methodsOf(items.flatMap(({ row }) => years.map(({ period }) => row(period)))),
    // Drawn above where the first measure is of staff.
    open:
      onlyWhole.length > 0 ||
      !project.measures.slice(0, 1).some(({ measure }) => isOfStaff(release, project, measure)),
  });
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
