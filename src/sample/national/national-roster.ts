import type { Cell } from "../workbook.ts";
import { writeWorkbook } from "../workbook.ts";
import { nationalNetworks, workersOf } from "./national-areas.ts";
import type { NationalCalendar } from "./national-calendar.ts";

/** Path of the roster below the programme folder. */
export const NATIONAL_ROSTER = "exports/roster.xlsx";

const FTES = [1, 1, 0.8, 0.6] as const;
const LEAVERS = 13;

/** The roster of all link workers: one row an assignment; one worker in thirteen has left within the last year. */
export function nationalRoster({ lastDay }: NationalCalendar): {
  readonly bytes: Uint8Array;
  readonly rows: number;
} {
  const rows = nationalNetworks.flatMap(({ at, code, service }) => {
    const [first, end] = workersOf(at);
    return Array.from({ length: end - first }, (_, k): readonly Cell[] => {
      const worker = first + k;
      const number = `LW${String(worker).padStart(5, "0")}`;
      const started = lastDay - 200 - ((worker * 37) % 1600);
      const left = worker % LEAVERS === 0 ? lastDay - ((worker * 11) % 190) : undefined;
      return [
        number,
        `${number}-1`,
        `POST${worker}`,
        "Social Prescribing Link Worker",
        service.id,
        "Primary care network",
        code,
        FTES[worker % FTES.length] ?? 1,
        { day: started },
        left === undefined ? null : { day: left },
        left === undefined ? null : "Another job",
        "No",
      ];
    });
  });
  const header = [
    "Employee Number",
    "Assignment Number",
    "Post Number",
    "Job Title",
    "Service Code",
    "Employer",
    "PCN Code",
    "FTE",
    "Start Date",
    "Leaving Date",
    "Reason for Leaving",
    "Volunteer",
  ];
  return { bytes: writeWorkbook([{ name: "Staff in post", rows: [header, ...rows] }]), rows: rows.length };
}
