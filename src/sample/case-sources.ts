import type { CaseSystem } from "./world.ts";

/** A source of the sample's programme.yaml. */
export interface SampleSource {
  readonly id: string;
  readonly label: string;
  readonly system?: string;
  readonly file: string;
  readonly profile: string;
  readonly date_order?: "dmy" | "mdy" | "ymd";
  readonly hidden_sheets?: "leave_out";
}

const names: Readonly<Record<CaseSystem, string>> = {
  systmone: "SystmOne",
  emis: "EMIS",
  charitylog: "Charitylog",
  elemental: "Elemental",
  joy: "Joy",
};

/** Systems whose people's activation scores stand in a workbook; Joy keeps scores in its own trackers. */
export const pamSystems = ["systmone", "emis", "charitylog", "elemental"] as const;
/** Systems whose services use the repeated-measures survey. */
export const surveySystems = ["systmone", "emis", "charitylog", "elemental"] as const;
/** Systems that export reviews of goals to a file; Elemental has them in its cases, the GP systems have none. */
export const goalSystems = ["charitylog", "joy"] as const;
export const caseSystems = ["systmone", "emis", "charitylog", "elemental", "joy"] as const;

/** A file for each system, so that the people without an NHS number can be known by that system's own number. */
const perSystem = (
  systems: readonly CaseSystem[],
  stem: string,
  label: string,
  ending: string,
  profile: string,
): readonly SampleSource[] =>
  systems.map((system) => ({
    id: `${stem}-${system}`,
    label: `${label} (${names[system]})`,
    system,
    file: `exports/${stem}-${system}.${ending}`,
    profile,
    date_order: "dmy",
  }));

const one = (id: string, label: string, file: string, profile: string, system?: string): SampleSource => ({
  id,
  label,
  ...(system === undefined ? {} : { system }),
  file: `exports/${file}`,
  profile,
  date_order: "dmy",
});

/** Sources of the case systems, the surveys, the providers and the practices, in the order they are read. */
export const caseSources: readonly SampleSource[] = [
  one("systmone", "Referrals (SystmOne)", "systmone-referrals-*.csv", "systmone-referrals"),
  one("emis", "Referrals (EMIS)", "emis-referrals.csv", "emis-referrals"),
  {
    ...one("charitylog", "Referrals (Charitylog)", "charitylog-referrals.xlsx", "charitylog-referrals"),
    hidden_sheets: "leave_out",
  },
  one("elemental", "Cases (Elemental)", "elemental-cases.csv", "elemental-cases"),
  one("joy", "Cases (Joy)", "joy-cases.csv", "joy-cases"),
  one("systmone-contacts", "Contacts (SystmOne)", "systmone-contacts-*.csv", "systmone-contacts", "systmone"),
  one("emis-contacts", "Contacts (EMIS)", "emis-contacts.csv", "emis-contacts", "emis"),
  one(
    "charitylog-contacts",
    "Contacts (Charitylog)",
    "charitylog-contacts-*.xlsx",
    "charitylog-contacts",
    "charitylog",
  ),
  one(
    "elemental-contacts",
    "Contacts (Elemental)",
    "elemental-contacts.csv",
    "elemental-contacts",
    "elemental",
  ),
  one("joy-contacts", "Contacts (Joy)", "joy-contacts.csv", "joy-contacts", "joy"),
  one("joy-trackers", "Outcome trackers (Joy)", "joy-trackers.csv", "joy-trackers", "joy"),
  ...perSystem(pamSystems, "pam", "PAM scores", "xlsx", "pam-workbook"),
  ...perSystem(surveySystems, "surveys", "Well-being surveys", "csv", "redcap-surveys"),
  ...perSystem(goalSystems, "goals", "Goals reviewed", "csv", "goal-reviews"),
  ...perSystem(caseSystems, "activities", "Activities of providers", "csv", "activity-log"),
  one("gp-contacts", "Contacts with general practice", "gp-contacts.csv", "gp-contacts"),
];
