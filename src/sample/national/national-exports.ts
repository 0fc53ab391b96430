import {
  contactKindSpellings,
  contactModeSpellings,
  type Spellings,
  sourceSpellings,
  statusSpellings,
} from "../spellings.ts";
import { CLOSED_AFTER } from "./draw-national.ts";
import { choiceSql, type Draws, draws } from "./draw-sql.ts";
import type { NationalSystem } from "./national-areas.ts";

/** A kind of export: one file a month, with a header and the SQL of each column. */
export interface NationalExport {
  /** Id of its source in programme.yaml, and the first part of its files' names. */
  readonly id: string;
  /** Which of the month's tables it is written from. */
  readonly from: "month_referral" | "month_contact" | "month_outcome";
  readonly where: string;
  readonly columns: readonly (readonly [string, string])[];
}

const day = (days: string, pattern: string): string =>
  `strftime(DATE '1970-01-01' + CAST(${days} AS INTEGER), '${pattern}')`;
const BRITISH = "%d/%m/%Y";
const LETTERS = "%d-%b-%Y";
const text = (value: string): string => `CAST(${value} AS VARCHAR)`;
const padded = (value: string, width: number): string => `lpad(${text(value)}, ${width}, '0')`;

const idOf: Readonly<Record<NationalSystem, string>> = {
  systmone: `'R' || ${padded("r", 8)}`,
  emis: `'SP' || ${padded("r", 8)}`,
  joy: `'J' || ${padded("r", 8)}`,
};
const personOf: Readonly<Record<NationalSystem, string>> = {
  systmone: `'P' || ${padded("person", 8)}`,
  emis: text("300000 + person"),
  joy: `'joy_' || ${padded("person", 8)}`,
};
/** Staff are written as their number, as some systems do. */
const worker = `'LW' || ${padded("worker", 5)}`;

const choice = (draw: string, spellings: Spellings, weights: Readonly<Record<string, number>>): string =>
  choiceSql(
    draw,
    Object.entries(weights).map(([code, weight]) => [spellings[code] ?? [code], weight] as const),
  );

/** Draws of the columns of referrals, contacts and outcomes, by table. */
export const exportDraws = (seed: number) => ({
  referral: draws(seed, "written", "r"),
  contact: draws(seed, "contact", "(r * 64 + k)"),
  outcome: draws(seed, "before", "r"),
  later: draws(seed, "after", "r"),
});

const reasons = [
  "Social isolation",
  "Low mood",
  "Benefits advice",
  "Housing",
  "Exercise",
  "Long term condition",
];
const more = ["Carer support", "Debt", "Bereavement", "Employment / training", "Healthy eating"];

function referralFacts({ at }: Draws) {
  const closed = `CASE fate WHEN 'open' THEN NULL WHEN 'closed' THEN received + wait + contacts * step + ${CLOSED_AFTER} ELSE received + 15 END`;
  return {
    closed,
    referrer: choice(at(0), sourceSpellings, {
      gp: 62,
      practice_team: 16,
      self: 9,
      community: 4,
      family_or_carer: 2,
      social_care: 3,
      mental_health: 2,
      hospital: 2,
    }),
    reason: (between: string) =>
      `${choiceSql(
        at(1),
        reasons.map((one, k) => [one, 6 - k] as const),
      )} || ${choiceSql(at(2), [["", 6], ...more.map((one) => [`${between}${one}`, 1] as const)])}`,
    cohort: choiceSql(at(3), [
      ["", 82],
      ["SMI", 4],
      ["Unpaid carer", 6],
      ["Pre-diabetes", 5],
      ["Homeless", 1],
      ["Refugee or asylum seeker", 2],
    ]),
    urgency: choiceSql(at(3), [
      ["Routine", 9],
      ["Urgent", 1],
    ]),
    tier: text(`${at(1)} % 4`),
    status: `CASE fate ${Object.entries(statusSpellings)
      .map(([code, [first = ""]]) => `WHEN '${code}' THEN '${first}'`)
      .join(" ")} END`,
    birth: (pattern: string) => `strftime(make_date(birth_year, birth_month, birth_day), '${pattern}')`,
    time: `${padded(`8 + ${at(2)} % 10`, 2)} || ':' || ${padded(`${at(0)} % 60`, 2)}`,
  };
}

function contactFacts({ at }: Draws) {
  const kind = choice(at(0), contactKindSpellings, {
    direct: 78,
    administration: 12,
    service_failures: 5,
    travel: 5,
  });
  const isDirect = `${at(0)} < 51118`;
  return {
    kind,
    isDirect,
    mode: choice(at(1), contactModeSpellings, {
      telephone: 48,
      face_to_face: 34,
      video: 4,
      home_visit: 9,
      text: 5,
    }),
    attendance: (attended: string, missed: string) =>
      choiceSql(at(2), [
        [attended, 84],
        [missed, 11],
        ["Cancelled by patient", 5],
      ]),
    minutes: text(
      `CASE WHEN ${isDirect} THEN 15 + 5 * (${at(3)} * 11 // 65536) ELSE 5 + 5 * (${at(3)} * 4 // 65536) END`,
    ),
    booked: (yes: string, no: string) => `CASE WHEN interpreter = 'Yes' THEN '${yes}' ELSE '${no}' END`,
    present: (yes: string, no: string) =>
      `CASE WHEN interpreter <> 'Yes' THEN '' WHEN ${at(3)} % 5 < 4 THEN '${yes}' ELSE '${no}' END`,
    number: "r * 64 + k",
  };
}

/** Every kind of export of the national sample, in the layouts of the systems' own profiles. */
export function nationalExports(seed: number): readonly NationalExport[] {
  const by = exportDraws(seed);
  const of = referralFacts(by.referral);
  const seen = contactFacts(by.contact);
  const score = (value: string) => `format('{:.1f}', ${value} / 10.0)`;
  const level = (value: string) =>
    `CASE WHEN ${value} <= 470 THEN '1' WHEN ${value} <= 551 THEN '2' WHEN ${value} <= 724 THEN '3' ELSE '4' END`;
  return [
    {
      id: "systmone",
      from: "month_referral",
      where: "system = 'systmone'",
      columns: [
        ["Referral ID", idOf.systmone],
        ["Patient ID", personOf.systmone],
        ["NHS number", text("nhs")],
        ["Surname", "'Person'"],
        ["Forename", text("person")],
        ["Date of birth", of.birth(BRITISH)],
        ["Gender", "gender"],
        ["Ethnicity", "ethnicity"],
        ["Main language", "language"],
        ["Interpreter required", "interpreter"],
        ["Postcode", "'ZZ99 3WZ'"],
        ["GP registration status", "'Registered'"],
        ["IMD decile", text("decile")],
        ["Special groups", of.cohort],
        ["Service code", "service"],
        ["PCN code", "pcn"],
        ["Borough code", "borough"],
        ["Referral date", day("received", BRITISH)],
        ["Referral time", of.time],
        ["Referral source", of.referrer],
        ["Referral reason", of.reason("; ")],
        ["Urgency", of.urgency],
        ["Tier", of.tier],
        ["Referral status", of.status],
        ["Referral end date", day(of.closed, BRITISH)],
        ["Link worker", worker],
      ],
    },
    {
      id: "emis",
      from: "month_referral",
      where: "system = 'emis'",
      columns: [
        ["PCN", "pcn"],
        ["Month", day("received", "%b-%Y")],
        ["Referral Ref", idOf.emis],
        ["EMIS Number", personOf.emis],
        ["NHS Number", text("nhs")],
        ["Full Name", `'PERSON, ' || ${text("person")}`],
        ["Date of Birth", of.birth(LETTERS)],
        ["Gender", "gender"],
        ["Ethnic Category", "ethnicity"],
        ["Main Spoken Language", "language"],
        ["Interpreter Needed", "interpreter"],
        ["Registration", "'Registered'"],
        ["Deprivation Decile", text("decile")],
        ["Registers", of.cohort],
        ["Date Received", day("received", LETTERS)],
        ["Time Received", of.time],
        ["Service", "service"],
        ["Borough", "borough"],
        ["Referrer", of.referrer],
        ["Reasons", of.reason(" | ")],
        ["Priority", of.urgency],
        ["Tier", of.tier],
        ["Status", of.status],
        ["Date Ended", day(of.closed, LETTERS)],
        ["Responsible Worker", worker],
      ],
    },
    {
      id: "joy",
      from: "month_referral",
      where: "system = 'joy'",
      columns: [
        ["Case ID", idOf.joy],
        ["Client ID", personOf.joy],
        ["NHS number", text("nhs")],
        ["Client name", `'Person ' || ${text("person")}`],
        ["Client date of birth", of.birth(BRITISH)],
        ["Client gender", "gender"],
        ["Client ethnicity", "ethnicity"],
        ["Client language", "language"],
        ["Interpreter needed", "interpreter"],
        ["Registered with GP", "'Yes'"],
        ["Deprivation decile", text("decile")],
        ["Client groups", of.cohort],
        ["Date created", day("received", BRITISH)],
        ["Time created", of.time],
        ["Referred by", of.referrer],
        ["Referral reasons", of.reason(";")],
        ["Urgency", of.urgency],
        ["Tier", of.tier],
        ["Service", "service"],
        ["Network", "pcn"],
        ["Borough", "borough"],
        ["Assigned to", worker],
        ["Status", of.status],
        ["Date closed", day(of.closed, BRITISH)],
      ],
    },
    {
      id: "systmone-contacts",
      from: "month_contact",
      where: "system = 'systmone'",
      columns: [
        ["Contact ID", `'CT' || ${text(seen.number)}`],
        ["Referral ID", idOf.systmone],
        ["Contact date", day("date", BRITISH)],
        ["Contact type", seen.kind],
        ["Contact method", seen.mode],
        ["Attendance", seen.attendance("Attended", "DNA")],
        ["Duration (mins)", seen.minutes],
        ["Interpreter booked", seen.booked("Yes", "No")],
        ["Interpreter present", seen.present("Yes", "No")],
        ["Two-way contact", `CASE WHEN ${seen.isDirect} THEN 'Yes' ELSE 'No' END`],
        ["Seen by", worker],
      ],
    },
    {
      id: "emis-contacts",
      from: "month_contact",
      where: "system = 'emis'",
      columns: [
        ["Consultation ID", `'{' || hex(${seen.number}) || '}'`],
        ["Referral Ref", idOf.emis],
        ["Consultation Date", day("date", LETTERS)],
        ["Work Type", seen.kind],
        ["Consultation Mode", seen.mode],
        ["Slot Outcome", seen.attendance("Attended", "Did not attend")],
        ["Duration", seen.minutes],
        ["Interpreter Booked", seen.booked("Y", "N")],
        ["Interpreter Present", seen.present("Y", "N")],
        ["Patient Present", `CASE WHEN ${seen.isDirect} THEN 'Y' ELSE 'N' END`],
        ["Consulter", worker],
      ],
    },
    {
      id: "joy-contacts",
      from: "month_contact",
      where: "system = 'joy'",
      columns: [
        ["Log ID", text(seen.number)],
        ["Case ID", idOf.joy],
        ["Date", day("date", BRITISH)],
        ["Category", seen.kind],
        ["Method", seen.mode],
        ["Outcome", seen.attendance("Attended", "Did not attend")],
        ["Time spent (minutes)", seen.minutes],
        ["Interpreter booked", seen.booked("TRUE", "FALSE")],
        ["Interpreter attended", seen.present("TRUE", "FALSE")],
        ["Spoke with client", `CASE WHEN ${seen.isDirect} THEN 'TRUE' ELSE 'FALSE' END`],
        ["Logged by", worker],
      ],
    },
    {
      id: "pam",
      from: "month_outcome",
      where: "nhs IS NOT NULL",
      columns: [
        ["NHS number", text("nhs")],
        ["Baseline date", day("before_date", BRITISH)],
        ["Baseline PAM score", score("before_score")],
        ["Baseline PAM level", level("before_score")],
        ["Baseline mode", "'Telephone'"],
        ["Follow-up date", day("after_date", BRITISH)],
        ["Follow-up PAM score", score("after_score")],
        ["Follow-up PAM level", `CASE WHEN after_score IS NULL THEN NULL ELSE ${level("after_score")} END`],
        ["Follow-up mode", "CASE WHEN after_score IS NULL THEN NULL ELSE 'Telephone' END"],
      ],
    },
  ];
}
