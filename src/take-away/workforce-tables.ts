import { measureGroups } from "../measures/library/measure-groups.ts";
import { figuresTable, type TableSource } from "./figures-table.ts";
import { atPlace, PLACE_NAMES, type Place, placesOf } from "./places.ts";
import type { TakeAwayTable } from "./take-away-table.ts";

const SERVICE_MEASURES = [
  "new_referrals_per_fte",
  "open_cases_per_fte",
  "weighted_cases_per_fte",
  "cases_open",
  "cases_waiting",
  "support_median_days",
  "contacts_per_person",
  "absence_rate",
  "turnover_rate",
] as const;

const NETWORK_MEASURES = [
  "registered_patients",
  "link_worker_fte",
  "link_worker_fte_per_10000_patients",
  "new_referrals_per_fte",
  "open_cases_per_fte",
] as const;

const NOT_BURNOUT =
  "New referrals and open cases show workload pressure, which is not burnout: that is taken from staff’s own answers only.";

/** Tables about link workers: by service, by network, and every staff measure over the years. */
export function workforceTables(source: TableSource): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  const years = catalogue.periods.filter(({ period_type }) =>
    ["all", "financial_year"].includes(period_type),
  );
  const ids = measureGroups
    .filter(({ id }) => ["workforce", "trainees"].includes(id))
    .flatMap(({ entries }) => entries.map(({ id }) => id));
  const measures = catalogue.measures.filter(({ id }) => ids.includes(id));
  const { referrals_per_fte: guidance } = catalogue.workforce;
  return [
    figuresTable<Place>(source, {
      id: "link-workers-services",
      title: "Work and staff by service, whole time",
      about: [
        NOT_BURNOUT,
        ...(guidance === null
          ? []
          : [
              `Guidance: ${guidance.from} to ${guidance.to} new people a year for each full-time link worker. ${guidance.source}. It is not about open cases.`,
            ]),
      ],
      items: placesOf(catalogue, ["service"]),
      names: PLACE_NAMES,
      figures: SERVICE_MEASURES.map((measure) => ({
        at: (place: Place) => ({ measure, ...atPlace(place) }),
      })),
    }),
    figuresTable<Place>(source, {
      id: "capacity-networks",
      title: "Link workers and referrals by primary care network, whole time",
      about: [NOT_BURNOUT],
      items: placesOf(catalogue, ["pcn"]),
      names: PLACE_NAMES,
      figures: NETWORK_MEASURES.map((measure) => ({
        at: (place: Place) => ({ measure, ...atPlace(place) }),
        parts: ["value", "lower", "upper"] as const,
      })),
    }),
    figuresTable(source, {
      id: "staff-by-year",
      title: "Staff, time, absence, survey answers and staying, whole programme, by financial year",
      about: [
        NOT_BURNOUT,
        "Figures of staff are shown for enough of them only, and shares of staff as bands: then there is no value, but the ends of the band.",
      ],
      items: measures.flatMap((measure) => years.map((year) => ({ measure, year }))),
      names: [
        { label: "Figure", of: ({ measure }) => measure.title },
        { label: "Unit", of: ({ measure }) => measure.unit },
        { label: "Period", of: ({ year }) => year.label },
      ],
      figures: [
        {
          title: "Figure shown",
          at: ({ measure, year: { period_type, period } }) => ({ measure: measure.id, period_type, period }),
          parts: ["value", "lower", "upper", "n"],
          names: { lower: "Interval or band from", upper: "Interval or band to", n: "Based on" },
        },
      ],
    }),
  ];
}
