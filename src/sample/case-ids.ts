import type { SamplePerson } from "./person.ts";
import type { CaseSystem, SampleReferral } from "./world.ts";

/** The number by which a case system knows a person. */
export function localId(system: CaseSystem, person: SamplePerson): string {
  const { number } = person;
  switch (system) {
    case "systmone":
      return `P${700_000 + number}`;
    case "emis":
      return String(300_000 + number);
    case "charitylog":
      return `C${10_000 + number}`;
    case "elemental":
      return `EL-${String(number).padStart(6, "0")}`;
    default:
      return `joy_${(number * 7_919).toString(36).padStart(6, "0")}`;
  }
}

/** The number of a referral in its case system. */
export function referralId(referral: SampleReferral): string {
  const { number, system } = referral;
  switch (system) {
    case "systmone":
      return `R${100_000 + number}`;
    case "emis":
      return `SP${String(number).padStart(6, "0")}`;
    case "charitylog":
      return String(50_000 + number);
    case "elemental":
      return `CASE-${20_000 + number}`;
    default:
      return `J${String(number).padStart(7, "0")}`;
  }
}

/** One person in so many is in a system without the NHS number that others know; 0 is nobody. */
const unasked: Readonly<Record<CaseSystem, number>> = {
  systmone: 0,
  emis: 0,
  charitylog: 6,
  elemental: 9,
  joy: 7,
};

/** The NHS number as a system holds it: often a charity never asked for it. */
export function numberIn(system: CaseSystem, person: SamplePerson): string | undefined {
  const every = unasked[system];
  return every > 0 && person.number % every === 0 ? undefined : person.nhsNumber;
}
