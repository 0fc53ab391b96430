import { stringify } from "yaml";
import { DATA_DAY, FIRST_DAY, isoOf, LAST_DAY, windowDays } from "./calendar.ts";
import { sampleBoroughs, sampleIcbs } from "./places.ts";
import { sampleServices, sampleUnits } from "./units.ts";

/** The sample's own key for pseudonyms: published, because nobody in the sample exists. */
const SAMPLE_KEY = "what-matters sample key, published on purpose";

const span = ([from, to]: readonly [number, number]) => ({ from: isoOf(from), to: isoOf(to) });

/** The sample's programme.yaml, as an object. */
const sampleProgramme = {
  id: "sample",
  name: "Social prescribing in twelve projects (synthetic sample)",
  synthetic: true,
  window: span([FIRST_DAY, LAST_DAY]),
  windows: {
    before: span(windowDays.before),
    during: span(windowDays.during),
    after: span(windowDays.after),
  },
  data_date: isoOf(DATA_DAY),
  synthetic_key: SAMPLE_KEY,
  dates: { order: "dmy", earliest: "1905-01-01" },
  areas: {
    version:
      "Boards and boroughs of July 2022 to March 2024; networks, their codes and list sizes are invented",
    icbs: sampleIcbs,
    boroughs: sampleBoroughs.map(({ code, name, icb }) => ({ code, name, icb })),
    pcns: sampleUnits.map((unit) => ({
      code: unit.pcn,
      name: unit.name,
      borough: unit.borough,
      icb: unit.icb,
      list_size: unit.listSize,
    })),
  },
  services: sampleServices.map(({ id, name, borough, icb }) => ({ id, name, borough, icb })),
  projects: sampleUnits.flatMap(({ project, borough, icb }) =>
    project === undefined
      ? []
      : [
          {
            id: project.id,
            name: `${project.id}: ${project.title}`,
            borough,
            icb,
            question: project.question,
          },
        ],
  ),
  sources: [
    {
      id: "systmone",
      label: "Referrals from general practice",
      file: "exports/systmone-referrals-*.csv",
      profile: "systmone-referrals",
      date_order: "dmy",
    },
    {
      id: "charitylog",
      label: "Self- and community referrals",
      file: "exports/charitylog-referrals.xlsx",
      profile: "charitylog-referrals",
      date_order: "dmy",
    },
    {
      id: "pam",
      label: "PAM scores",
      system: "charitylog",
      file: "exports/pam-scores.xlsx",
      profile: "pam-workbook",
      date_order: "dmy",
    },
  ],
  instruments: [
    {
      id: "pam",
      name: "Patient Activation Measure",
      short: "PAM",
      decimals: 1,
      range: [0, 100],
      better: "higher",
      pam_cut_points: "72.5-style",
      meaningful_change: {
        points: 5.4,
        source:
          "Ford 2025, Kidney International Reports 10(7):2275–83, doi 10.1016/j.ekir.2025.04.044: smallest important difference 5.4 points (95% CI 3.4–7.4) in 136 people with kidney disease. None was found for social prescribing.",
      },
      follow_up: { from_days: 28, to_days: 365, due_after_days: 365 },
      regression_to_mean: {
        mean: 55.1,
        sd: 17.7,
        r: [0.43, 0.8],
        source:
          "Mean and standard deviation: North West London, 15,877 people, BMC Health Services Research 2021, s12913-021-07115-7. Lower correlation 0.43: Salford, age 65 and over, six months, Blakemore 2016, BMC Health Services Research 16:582. Upper correlation 0.80: a chosen limit of sensitivity, not a finding.",
      },
    },
  ],
  disclosure: { policy: "nhs-england" },
  opt_out_file: "opt-out.txt",
} as const;

const HEAD = `# A synthetic programme: project ids, boroughs and questions as documented; every person, organisation, network,
# service, member of staff and result is invented. Written by "npx what-matters sample"; truth.json beside it says what
# was planted. Start your own programme from a copy: change synthetic to false and leave out synthetic_key.

`;

/** Text of the sample's programme.yaml. */
export const sampleProgrammeYaml = (): string =>
  HEAD + stringify(sampleProgramme, { lineWidth: 120, aliasDuplicateObjects: false });
