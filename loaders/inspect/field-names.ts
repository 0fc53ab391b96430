import type { Profile } from "../../src/model/profile.ts";
import { headerWords } from "./header-words.ts";

/** A place in the canonical model that a column's name may speak of. */
export interface FieldName {
  readonly table: string;
  readonly field: string;
  readonly type: string | undefined;
  readonly codes: string | undefined;
  /** The name, as a shipped profile or this file writes it. */
  readonly spelling: string;
  readonly words: readonly string[];
  readonly profile: string | undefined;
}

/** Names beside those of the shipped profiles, as services write them. Field → names. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  "person.nhs_number": ["NHS", "NHS number", "NHS ID", "NHS number verified"],
  "person.local_id": [
    "Client ID",
    "Client code",
    "Service user ID",
    "Person ID",
    "Participant number",
    "Member ID",
    "Record ID",
    "Client",
    "Unique client number",
    "Pseudonym",
    "Person",
    "Unique ID",
    "SP ID",
    "Case person ID",
    "Beneficiary number",
  ],
  "person.birth_year": ["DOB", "Date of birth", "Year of birth", "Birth year", "Born", "Born on"],
  "person.gender": ["Gender identity", "Client sex", "Male or female", "Gender of client"],
  "person.ethnic_category": ["Ethnic background", "Ethnicity description", "Ethnic code", "Client ethnicity"],
  "person.language": ["Mother tongue", "Home language", "Language spoken", "Main language at home", "Speaks"],
  "person.interpreter_required": [
    "Interpreter yes no",
    "Requires interpreter",
    "Interpreter?",
    "Interpreting needed",
  ],
  "person.gp_registered": ["Has GP", "Registered at a GP", "With a GP", "GP registered yes no"],
  "person.imd_decile": ["IMD", "IMD decile 2019", "Deprivation", "IMD 2019 decile"],
  "person.borough": ["Borough", "Borough of residence", "Home borough", "Local authority", "Lives in"],
  "person.practice": ["Practice code", "GP practice code", "Practice ODS code", "Surgery code"],
  "person.cohorts": ["Cohort", "Client group", "Target group", "Priority group", "Population group"],
  "person.age_band": ["Age band", "Age group", "Age range"],
  "referral.source_referral_id": [
    "Referral ID",
    "Case number",
    "Episode ID",
    "Episode number",
    "Referral key",
    "Case reference",
    "File number",
    "Case",
  ],
  "referral.received_date": [
    "Referral date",
    "Date referred",
    "Referral received",
    "Date received",
    "Intake date",
    "Date in",
    "Date opened",
    "Opened",
    "Case opened",
    "Referred on",
    "Date case opened",
    "Joined on",
    "Came to us on",
    "Date of first referral",
    "Registration date",
    "Date joined",
    "Received",
  ],
  "referral.received_time": ["Referral time", "Time received"],
  "referral.source": [
    "Who referred",
    "Referrer",
    "Referral route",
    "Route in",
    "Referral channel",
    "Referring organisation",
    "Referral organisation type",
    "Referred via",
    "How referred",
    "Source",
    "Sent by",
    "Came via",
    "Where from",
    "Who sent them",
    "Sent from",
  ],
  "referral.reasons": [
    "Needs",
    "Support needs",
    "Main reason",
    "Primary need",
    "Why referred",
    "Why",
    "Why all that apply",
    "Reasons all that apply",
    "Presenting problem",
    "Issue",
    "Themes",
    "Reason",
    "What for",
    "Help wanted",
    "Concerns",
  ],
  "referral.urgency": ["Priority", "Urgent", "Urgency", "Risk level"],
  "referral.tier": ["Tier", "Tier of support", "Service tier"],
  "referral.status": ["Case status", "Status", "Case state", "Referral outcome", "State", "Stage of case"],
  "referral.declined_reason": ["Reason declined", "Why declined", "Reason not accepted", "Decline reason"],
  "referral.closed_date": [
    "Date closed",
    "Closed on",
    "Case closed",
    "Date of closure",
    "Discharged on",
    "Exit date",
    "End date",
    "Closed",
    "Discharge date",
    "Finished on",
    "Left us on",
    "Case end date",
    "Date out",
    "Date ended",
  ],
  "referral.closed_reason": [
    "Closure reason",
    "Reason closed",
    "Discharge reason",
    "Reason for closure",
    "Why closed",
    "How it ended",
    "How ended",
  ],
  "referral.link_worker": [
    "Link worker",
    "Worker",
    "Allocated worker",
    "Key worker",
    "SPLW",
    "Navigator",
    "Coach",
    "Staff member",
    "Handled by",
    "Seen by",
    "Case holder",
    "Wellbeing coach",
    "Named worker",
  ],
  "referral.service": ["Service", "Team", "Hub", "Site", "Scheme", "Service name", "Provider"],
  "referral.pcn": ["PCN", "PCN name", "Network", "Neighbourhood"],
  "referral.project": ["Project", "Project name", "Workstream"],
  "referral.borough": ["Borough", "Local authority", "Council", "Borough of residence", "Area"],
  "contact.source_contact_id": ["Contact ID", "Contact number", "Appointment ID", "Event ID", "Activity ID"],
  "contact.date": [
    "Contact date",
    "Date of contact",
    "Date seen",
    "Appointment date",
    "Date of session",
    "Date",
  ],
  "contact.mode": [
    "Contact method",
    "How seen",
    "Channel",
    "Mode of contact",
    "Method",
    "Contact type",
    "How",
  ],
  "contact.attendance": [
    "Attendance",
    "Attended",
    "Did they attend",
    "DNA",
    "Appointment outcome",
    "Contact outcome",
  ],
  "contact.minutes": ["Minutes", "Duration", "Length mins", "Time spent minutes", "Contact duration mins"],
  "contact.kind": ["Kind of work", "Type of work", "Contact purpose", "Work type"],
  "activity.provider": ["Provider", "Organisation referred to", "Referred to", "Signposted to"],
  "activity.type": ["Activity", "Activity type", "Type of support"],
  "activity.referred_date": ["Date referred on", "Onward referral date", "Signposted on"],
  "activity.started_date": ["First session", "Activity start date"],
  "activity.sessions_attended": ["Sessions attended", "Attended sessions", "Number of sessions attended"],
  "activity.sessions_planned": ["Sessions planned", "Sessions offered"],
  "goal.met": ["Goal met", "Goal result", "Goal achieved", "Goal outcome"],
  "goal.concern": ["Goal", "Goal area", "Concern"],
  "goal.date": ["Goal review date", "Date goal reviewed"],
  "absence.staff_id": [
    "Staff ID",
    "Staff number",
    "Employee number",
    "Emp no",
    "Emp",
    "Staff",
    "Staff name",
    "Employee name",
  ],
  "absence.first_day": [
    "First day of absence",
    "Sickness start date",
    "Absence start date",
    "Absent from",
    "Off from",
    "Sick from",
  ],
  "absence.last_day": [
    "Last day of absence",
    "Sickness end date",
    "Absence end date",
    "Absent to",
    "Absent until",
    "Off to",
    "Sick to",
  ],
  "absence.fte_days": ["FTE days lost"],
  "link_worker.fte": ["FTE", "WTE", "Contracted FTE"],
  "link_worker.role": ["Job role", "Role", "Job title"],
};

/** Words by which a column identifies somebody, or holds words of theirs: never stored, never printed. */
const IDENTIFYING =
  /\b(birth|born|dob|surname|firstname|middle ?name|maiden|forename|initials?|title|preferred name|full name|known as|name|address|street|road|house|flat|town|city|county|postcode|phone|email|contact number|notes?|comments?|remarks?|free text|narrative|details|description|story|feedback text|next of kin|nok|carer name|emergency|passport|ni number|national insurance|usual gp|registered gp|gp name|signature|photo|ip address|uprn|supervisor|manager)\b/u;
/** Things whose names identify nobody. */
const NAMES_OF_THINGS =
  /\b(service|pcn|practice|project|borough|organisation|provider|activity|event|instrument|measure|tracker|tool|area|network|team|hub|site|icb|ward|region|ics|scheme|group|file|form|field|element|unit|department|cost|programme|program|stage|employer|job|role)\b/u;

/** Every name that the profiles and this file know, each with its place in the model. */
export function fieldNames(profiles: readonly Profile[]): readonly FieldName[] {
  const found = new Map<string, FieldName>();
  const put = (name: Omit<FieldName, "words">) => {
    const words = headerWords(name.spelling);
    const key = `${name.table}.${name.field} ${words.join(" ")}`;
    if (words.length > 0 && !found.has(key)) found.set(key, { ...name, words });
  };
  const codesOf = new Map<
    string,
    { readonly type: string | undefined; readonly codes: string | undefined }
  >();
  for (const profile of profiles) {
    const spellings = (column: string) => [column, ...(profile.synonyms[column] ?? [])];
    for (const [table, parts] of Object.entries(profile.tables)) {
      // Scores are known by the names of their instruments; items by their scale.
      if (table === "workforce_response") continue;
      for (const part of parts) {
        for (const [field, { column, type, codes }] of Object.entries(part.fields)) {
          if (table === "outcome" && part.set.stage !== undefined) continue;
          codesOf.set(`${table}.${field}`, { type, codes });
          for (const spelling of column.flatMap(spellings))
            put({ table, field, type, codes, spelling, profile: profile.id });
        }
      }
    }
    const { nhs_number: nhs, local_id: local } = profile.person ?? {};
    for (const [field, column] of [
      ["nhs_number", nhs],
      ["local_id", local],
    ] as const) {
      for (const spelling of column === undefined ? [] : spellings(column))
        put({ table: "person", field, type: undefined, codes: undefined, spelling, profile: profile.id });
    }
  }
  for (const [place, names] of Object.entries(MORE)) {
    const [table = "", field = ""] = place.split(".");
    const { type, codes } = codesOf.get(place) ?? { type: undefined, codes: undefined };
    for (const spelling of names) put({ table, field, type, codes, spelling, profile: undefined });
  }
  return [...found.values()];
}

/** Whether a column's name says that it identifies somebody or holds text about them. */
export function namesPeople(name: string): boolean {
  const words = headerWords(name).join(" ");
  const plain = name.toLowerCase().replace(/[_\W]+/gu, " ");
  const match = IDENTIFYING.exec(words) ?? IDENTIFYING.exec(plain);
  if (match === null) return false;
  return (
    !(match[1] === "name" || match[1] === "title" || match[1] === "description") ||
    !NAMES_OF_THINGS.test(plain)
  );
}

/** Whether a header speaks of something these names know: one of its words is one of theirs. */
export function knownWords(names: readonly FieldName[]): (name: string) => boolean {
  const words = new Set(
    names.flatMap((one) => one.words).filter((word) => word.length > 1 && !/^\d+$/u.test(word)),
  );
  const scales =
    /\b(score|level|baseline|pre|post|stage|pam|swemwbs|wemwbs|ucla|ons|mycaw|type|week|slot)\b/u;
  return (name) =>
    namesPeople(name) ||
    scales.test(name.toLowerCase().replaceAll("_", " ")) ||
    headerWords(name).some((word) => words.has(word));
}
