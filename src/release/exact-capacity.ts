import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf, type StaffBasis } from "../disclosure/staff-basis.ts";
import { DAYS_A_YEAR } from "../measures/days-a-year.ts";
import type { FlowRow, FteRow, PatientsRow } from "../measures/workforce-capacity.ts";
import { workforcePeriods, workforceQuarters } from "../measures/workforce-periods.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import type { Programme } from "../model/programme.ts";
import { eventRate } from "../statistics/event-rate.ts";
import { blankEstimate, exactOf } from "./blank-estimate.ts";
import { overTime, type Place, workforceCell } from "./workforce-cell.ts";

const PATIENTS = 10_000;

type CapacitySums = Pick<WorkforceRows, "fte" | "flow" | "patients" | "has_published_fte">;

/**
 * Capacity from staff records: full-time equivalents of link workers, these per 10,000 registered patients, referrals
 * received a year and open cases for each. Areas without a link worker in the records have no cells.
 * Where national statistics give full-time equivalents, those stand for the whole period.
 */
export function capacityEstimates(
  { fte, flow, patients, has_published_fte }: CapacitySums,
  programme: Programme,
): ExactEstimate[] {
  const flows = new Map(flow.map((row) => [placeOf(row), row]));
  const lists = new Map(patients.map((row) => [`${row.area_type}|${row.area}`, row]));
  const above = areasAbove(programme);
  const lastDays = new Map(
    [...workforcePeriods(programme), ...workforceQuarters(programme)].map((one) => [
      `${one.period_type}|${one.period}`,
      one.seen_to,
    ]),
  );
  const nested = nestedAreas(fte);
  return fte.flatMap((row) => {
    const areas = [...(above.get(`${row.area_type}|${row.area}`) ?? []), ...nested(row)];
    const onDay = lastDays.get(`${row.period_type}|${row.period}`);
    const basis: StaffBasis = {
      staff: row.workers,
      largest: Number(row.largest_fte_days_e6) / Number(row.fte_days_e6),
      within: [
        ...areas.map((one) => placeOf({ ...row, area_type: one.area_type, area: one.area })),
        ...(row.basis === "average" ? overTime(row) : []),
      ],
      ...(row.basis === "day" && onDay !== undefined
        ? { alike: `${row.area_type}|${row.area}|${onDay}` }
        : {}),
    };
    const counts = flows.get(placeOf(row)) ?? { received: 0, open: 0 };
    return row.basis === "day"
      ? [openCases(row, counts, basis)]
      : averages(row, counts, lists.get(`${row.area_type}|${row.area}`), basis).filter(
          (one) => one.kind === "rate" || !has_published_fte || one.period_type !== "all",
        );
  });
}

/** Full-time equivalents of a row, from millionths times days. */
const equivalents = (row: FteRow): number => Number(row.fte_days_e6) / (row.days * 1_000_000);

function averages(
  row: FteRow,
  { received }: Pick<FlowRow, "received">,
  list: PatientsRow | undefined,
  staff: StaffBasis,
): readonly ExactEstimate[] {
  const fte = equivalents(row);
  const amount = (measure: string) =>
    ({
      ...workforceCell(row, measure),
      ...blankEstimate,
      method: "staff-records",
      status: "published",
      note: "",
      kind: "capacity",
      staff,
    }) as const;
  return [
    { ...amount("link_worker_fte"), value: fte, decimals: 2 },
    // Without any list size the sum over lists is null.
    ...(list === undefined || !list.patients
      ? []
      : [
          {
            ...amount("link_worker_fte_per_10000_patients"),
            numerator: fte,
            denominator: list.patients,
            value: (fte * PATIENTS) / list.patients,
            per: PATIENTS,
            decimals: 3,
          },
        ]),
    rate(row, "new_referrals_per_fte", received, (fte * row.days) / DAYS_A_YEAR, staff),
  ];
}

const openCases = (row: FteRow, { open }: Pick<FlowRow, "open">, staff: StaffBasis): ExactEstimate =>
  rate(row, "open_cases_per_fte", open, equivalents(row), staff);

function rate(
  place: Place,
  measure: string,
  events: number,
  exposure: number,
  staff: StaffBasis,
): ExactEstimate {
  const { value, lower, upper, level } = eventRate(events, exposure);
  const figures = { numerator: events, denominator: exposure, n: events, value, lower, upper, level };
  const estimate = { ...figures, method: "event-rate", status: "published", note: "" } as const;
  return { ...exactOf(workforceCell(place, measure), estimate, "rate", 1), staff };
}

type Area = Pick<Place, "area_type" | "area">;

/**
 * The service that a network's link workers are all of, or else the network that a service's are all in: the figure of
 * the one less the others inside it would give the one that is not shown.
 */
function nestedAreas(fte: readonly FteRow[]): (row: FteRow) => readonly Area[] {
  const key = (row: FteRow, area_type: string, area: string | null) =>
    [row.basis, row.period_type, row.period, area_type, area].join("|");
  const rows = new Map(fte.map((row) => [key(row, row.area_type, row.area), row]));
  return (row) => {
    if (row.area_type === "pcn" && row.only_service !== null)
      return [{ area_type: "service", area: row.only_service }];
    if (row.area_type !== "service" || row.only_pcn === null) return [];
    const network = rows.get(key(row, "pcn", row.only_pcn));
    return network?.only_service === row.area ? [] : [{ area_type: "pcn", area: row.only_pcn }];
  };
}

/** For each area, those above it whose figures hold its own. */
function areasAbove({ areas, services }: Programme): ReadonlyMap<string, readonly Area[]> {
  const whole: Area = { area_type: "programme", area: "programme" };
  const boardOf = new Map(areas.boroughs.map((one) => [one.code, one.icb]));
  const found = new Map<string, readonly Area[]>();
  const add = (type: string, code: string, borough: string | undefined, icb: string | undefined): void => {
    const board = icb ?? (borough === undefined ? undefined : boardOf.get(borough));
    found.set(`${type}|${code}`, [
      whole,
      ...(borough === undefined ? [] : [{ area_type: "borough", area: borough } as const]),
      ...(board === undefined ? [] : [{ area_type: "icb", area: board } as const]),
    ]);
  };
  for (const one of areas.icbs) add("icb", one.code, undefined, undefined);
  for (const one of areas.boroughs) add("borough", one.code, undefined, one.icb);
  for (const one of areas.pcns) add("pcn", one.code, one.borough, one.icb);
  for (const one of services) add("service", one.id, one.borough, one.icb);
  return found;
}
