import { describeWorkforce } from "./describe-workforce.ts";
import { drawAbsences } from "./draw-absences.ts";
import { drawStaff } from "./draw-staff.ts";
import { drawStaffSurvey } from "./draw-staff-survey.ts";
import type { Random } from "./random.ts";
import { staffNames } from "./staff-names.ts";
import { writeEsr } from "./write-esr.ts";
import { writeHealthroster } from "./write-healthroster.ts";
import { writeRoster } from "./write-roster.ts";
import { writeStaffSurvey } from "./write-staff-survey.ts";
import type { WrittenSource } from "./written-export.ts";

/**
 * Draws the staff of all services and writes the roster, the two absence exports and the staff survey.
 * @param scale staff do not grow with it; below 1 fewer faults are planted
 */
export function writeWorkforce(
  random: Random,
  scale: number,
): {
  /** By source id. */
  readonly sources: Readonly<
    Record<"roster" | "esr-absence" | "healthroster" | "staff-survey", WrittenSource>
  >;
  readonly truth: Readonly<Record<string, unknown>>;
  /** Which name of the case records is whose staff number, as the services' leads keep it. */
  readonly names: string;
} {
  const staff = drawStaff(random);
  const spells = drawAbsences(random, staff);
  const responses = drawStaffSurvey(random, staff, spells);
  return {
    sources: {
      roster: writeRoster(random, staff, scale),
      "esr-absence": writeEsr(random, spells, scale),
      healthroster: writeHealthroster(random, spells, scale),
      "staff-survey": writeStaffSurvey(random, responses, scale),
    },
    truth: describeWorkforce(staff, spells, responses),
    names: staffNames(staff),
  };
}
