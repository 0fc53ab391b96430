import type { TeamMember, TeamView } from "../../src/measures/team-members.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { OwnControl } from "./filter-bar.js";
import { formatMonth } from "./format.js";
import type { Selection } from "./selection.js";

/** Reads `team.json`, which only the local view of a service has. */
export async function loadTeam(json: Promise<unknown>): Promise<TeamView> {
  return (await json) as TeamView;
}

const servicesOf = (view: TeamView): readonly string[] => [
  ...new Set(view.members.map(({ service }) => service ?? "")),
];

/** The service whose team is shown: the one selected, else the first that has members. */
export function teamService(view: TeamView, { area_type, area }: Selection): string {
  const services = servicesOf(view);
  return area_type === "service" && services.includes(area) ? area : (services[0] ?? "");
}

/** A select of the services that have members of staff. */
export function teamServiceControl(catalogue: Catalogue, view: TeamView): OwnControl {
  return {
    id: "team-service",
    label: "Service",
    groups: [
      {
        label: "",
        options: servicesOf(view).map((area) => ({
          value: area,
          label: placeName(catalogue, "service", area),
        })),
      },
    ],
    read: (selection) => teamService(view, selection),
    write: (selection, area) => ({ ...selection, area_type: "service", area }),
  };
}

/** Name of a service or network, its code where it has none. */
export function placeName(catalogue: Catalogue, type: string, area: string): string {
  if (area === "") return "No service recorded";
  return catalogue.areas.find((one) => one.area_type === type && one.area === area)?.label ?? area;
}

/** What a lead knows a person by, without a name: `started April 2022 · 0.8 FTE · Elderbourne PCN`. */
export function knownBy(catalogue: Catalogue, member: TeamMember): string {
  const { started, fte, networks, other_services, left, known_from } = member;
  return [
    known_from === "cases" ? "not in the staff records" : "",
    started === null ? "" : `started ${formatMonth(`${started}-01`)}`,
    left === null ? "" : "has left, cases still open",
    fte === null ? "" : `${Number(fte.toFixed(2))} FTE`,
    networks.map((one) => placeName(catalogue, "pcn", one)).join(", "),
    other_services.length === 0
      ? ""
      : `also ${other_services.map((one) => placeName(catalogue, "service", one)).join(", ")}`,
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

/** Middle of some numbers; null where there are none. */
export function medianOf(values: readonly number[]): number | null {
  const ordered = values.toSorted((a, b) => a - b);
  const half = Math.floor(ordered.length / 2);
  const [low, high] = [ordered[ordered.length % 2 === 0 ? half - 1 : half], ordered[half]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
