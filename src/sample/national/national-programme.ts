import { stringify } from "yaml";
import { isoOf } from "../calendar.ts";
import { pamInstrument } from "../pam-instrument.ts";
import { samplePublisher } from "../sample-publisher.ts";
import { nationalBoroughs, nationalIcbs, nationalNetworks, nationalServices } from "./national-areas.ts";
import type { NationalCalendar } from "./national-calendar.ts";
import { NATIONAL_ROSTER } from "./national-roster.ts";

const SAMPLE_KEY = "what-matters sample key, published on purpose";

const HEAD = `# A synthetic programme of a nation's size: every person, network, board, service, worker and result is invented.
# Written by "npx what-matters sample --scale national".

`;

const source = (id: string, label: string, profile: string, system: string) => ({
  id,
  label,
  system,
  file: `exports/${id}-2*.csv`,
  profile,
  date_order: "dmy",
});

/** One row a person, as survey tools write it: the columns of the workbook of scores, in a text file. */
const pamMapping = {
  recognise: ["Baseline date", "Baseline PAM score", "Follow-up PAM score"],
  person: { nhs_number: "NHS number" },
  identifying: ["NHS number"],
  tables: {
    outcome: (["baseline", "follow_up"] as const).map((stage) => {
      const name = stage === "baseline" ? "Baseline" : "Follow-up";
      return {
        set: { instrument: "pam", stage },
        requires: [`${name} PAM score`],
        fields: {
          date: { column: `${name} date`, type: "date", required: true },
          score: { column: `${name} PAM score`, type: "score", required: true },
          level_recorded: { column: `${name} PAM level`, type: "integer" },
          mode: { column: `${name} mode`, type: "code", codes: "mode" },
        },
      };
    }),
  },
};

/** The programme.yaml of a national sample. */
export function nationalProgrammeYaml({ firstDay, lastDay, dataDay }: NationalCalendar): string {
  const programme = {
    id: "national",
    name: "Social prescribing in a nation (synthetic)",
    synthetic: true,
    publisher: samplePublisher,
    window: { from: isoOf(firstDay), to: isoOf(lastDay) },
    data_date: isoOf(dataDay),
    synthetic_key: SAMPLE_KEY,
    dates: { order: "dmy", earliest: "1905-01-01" },
    areas: {
      version: "All areas, their codes and list sizes are invented",
      icbs: nationalIcbs,
      boroughs: nationalBoroughs,
      pcns: nationalNetworks.map(({ code, name, service, listSize }) => ({
        code,
        name,
        borough: service.borough,
        icb: service.icb,
        list_size: listSize,
        service: service.id,
      })),
    },
    services: nationalServices.map(({ id, name, borough, icb }) => ({ id, name, borough, icb })),
    workforce: {
      referrals_per_fte: {
        from: 200,
        to: 250,
        source:
          "Surrey Training Hub, quoting NHS England: 200 to 250 people a year for each full-time link worker",
      },
    },
    sources: [
      source("systmone", "Referrals (SystmOne)", "systmone-referrals", "systmone"),
      source("emis", "Referrals (EMIS)", "emis-referrals", "emis"),
      source("joy", "Cases (Joy)", "joy-cases", "joy"),
      source("systmone-contacts", "Contacts (SystmOne)", "systmone-contacts", "systmone"),
      source("emis-contacts", "Contacts (EMIS)", "emis-contacts", "emis"),
      source("joy-contacts", "Contacts (Joy)", "joy-contacts", "joy"),
      {
        id: "pam",
        label: "PAM scores (survey tool)",
        system: "surveys",
        file: "exports/pam-2*.csv",
        date_order: "dmy",
        mapping: pamMapping,
      },
      {
        id: "roster",
        label: "Link workers in post",
        system: "hr",
        file: NATIONAL_ROSTER,
        profile: "link-worker-roster",
        date_order: "dmy",
      },
    ],
    instruments: [pamInstrument],
    disclosure: { policy: "nhs-england" },
  };
  return HEAD + stringify(programme, { lineWidth: 120, aliasDuplicateObjects: false });
}
