import type { Random } from "./random.ts";

/** How the sample's systems spell the codes: as such systems do, in more than one way. */
export type Spellings = Readonly<Record<string, readonly string[]>>;

export const genderSpellings: Spellings = {
  "1": ["Male", "M"],
  "2": ["Female", "F"],
  "9": ["Indeterminate"],
  X: ["Not known", "U", ""],
};

export const ethnicitySpellings: Spellings = {
  A: ["White - British", "White British", "A"],
  B: ["White - Irish", "Irish", "B"],
  C: ["White - any other White background", "Other White", "C"],
  D: ["Mixed - White and Black Caribbean", "White & Black Caribbean", "D"],
  E: ["Mixed - White and Black African", "E"],
  F: ["Mixed - White and Asian", "White and Asian", "F"],
  G: ["Mixed - any other mixed background", "Other mixed", "G"],
  H: ["Asian - Indian", "Indian", "Asian or Asian British - Indian", "H"],
  J: ["Asian - Pakistani", "Pakistani", "Asian or Asian British - Pakistani", "J"],
  K: ["Asian - Bangladeshi", "Bangladeshi", "Asian or Asian British – Bangladeshi", "K"],
  L: ["Asian - any other Asian background", "Other Asian", "L"],
  M: ["Black - Caribbean", "Black Caribbean", "Black or Black British - Caribbean", "M"],
  N: ["Black - African", "Black African", "Black or Black British - African", "N"],
  P: ["Black - any other Black background", "Other Black", "P"],
  R: ["Other - Chinese", "Chinese", "R"],
  S: ["Other - any other ethnic group", "Any other ethnic group", "Arab", "S"],
  Z: ["Not stated", "Declined", "Z"],
  "99": ["Not known", "Not recorded", "", "99"],
};

/** Texts that no code list knows: planted, to be reported and never guessed. */
export const unknownEthnicities = [
  "White",
  "Asian",
  "see notes",
  "Mixed heritage",
  "British Afro",
  "as on paper form",
] as const;

export const languageSpellings: Spellings = {
  en: ["English", "English", "English", "en"],
  q4: ["British Sign Language", "BSL"],
  am: ["Amharic"],
  ar: ["Arabic", "ar"],
  bg: ["Bulgarian"],
  bn: ["Bengali", "Sylheti", "Bengali/Sylheti", "Bangla"],
  ckb: ["Kurdish (Sorani)", "Sorani"],
  cmn: ["Mandarin", "Chinese (Mandarin)"],
  es: ["Spanish", "Español"],
  fa: ["Farsi", "Persian", "Persian/Farsi"],
  fr: ["French", "Français"],
  gu: ["Gujarati", "Gujerati"],
  hi: ["Hindi"],
  it: ["Italian"],
  ku: ["Kurdish"],
  ne: ["Nepali"],
  pa: ["Panjabi", "Punjabi", "PUNJABI"],
  pl: ["Polish", "polish"],
  prs: ["Dari"],
  ps: ["Pashto"],
  pt: ["Portuguese"],
  ro: ["Romanian"],
  so: ["Somali", "somali", "Af Soomaali"],
  sq: ["Albanian"],
  ta: ["Tamil"],
  ti: ["Tigrinya"],
  tl: ["Tagalog"],
  tr: ["Turkish"],
  ur: ["Urdu"],
  yi: ["Yiddish"],
  yo: ["Yoruba"],
  yue: ["Cantonese", "Chinese (Cantonese)"],
  zh: ["Chinese"],
  not_known: ["", "Not recorded"],
};

export const gpRegisteredSpellings: Spellings = {
  yes: ["Registered", "Yes"],
  no: ["Not registered", "No GP"],
  not_known: ["", "Unknown"],
};

export const sourceSpellings: Spellings = {
  gp: ["GP", "General practitioner"],
  practice_team: ["Practice nurse", "Care coordinator", "PCN team"],
  self: ["Self-referral", "Self", "Walk in"],
  community: ["Community organisation", "Voluntary sector", "Food bank"],
  family_or_carer: ["Family member", "Carer"],
  social_care: ["Adult social care", "Social worker"],
  housing: ["Housing officer", "Housing association"],
  mental_health: ["Community mental health team", "Talking therapies"],
  hospital: ["Hospital"],
  employment: ["Jobcentre Plus"],
};

export const reasonSpellings: Spellings = {
  loneliness: ["Social isolation", "Loneliness", "Social isolation / loneliness"],
  mental_health: ["Low mood", "Mental health", "Anxiety / depression"],
  money: ["Benefits advice", "Debt", "Money and benefits"],
  housing: ["Housing", "Housing issues"],
  physical_activity: ["Exercise", "Physical activity"],
  long_term_condition: ["Long term condition", "Diabetes"],
  carers_support: ["Carer support"],
  bereavement: ["Bereavement"],
  work_or_learning: ["Employment / training", "Volunteering"],
  language_learning: ["ESOL"],
  food: ["Food bank"],
  information_and_advice: ["Information and advice", "Signposting"],
  diet: ["Healthy eating", "Weight management"],
  daily_living: ["Daily living support", "Help at home"],
  befriending: ["Befriending", "Lunch club"],
  counselling: ["Counselling"],
  digital: ["Digital inclusion"],
  decluttering: ["Hoarding", "Decluttering"],
  dementia_support: ["Dementia support"],
};

export const cohortSpellings: Spellings = {
  smi: ["SMI", "Severe mental illness"],
  carer: ["Carer", "Unpaid carer"],
  homeless: ["Homeless"],
  refugee_or_asylum: ["Refugee or asylum seeker", "Asylum seeker"],
  migrant: ["Newly arrived"],
  pre_diabetes: ["Pre-diabetes", "At risk of type 2 diabetes"],
  maternity: ["Maternity"],
  goals_not_met: ["Goals not met before"],
  waiting_for_counselling: ["Waiting for counselling"],
};

export const statusSpellings: Spellings = {
  open: ["Open", "Active"],
  closed: ["Closed", "Completed"],
  declined: ["Declined", "Client declined"],
  not_reached: ["Unable to contact", "No response"],
};

export const modeSpellings: Spellings = {
  face_to_face: ["Face to face"],
  telephone: ["Telephone", "Phone"],
  online: ["Online"],
  paper: ["Paper"],
  with_interpreter: ["With an interpreter"],
};

export const contactKindSpellings: Spellings = {
  direct: ["Direct contact", "Direct", "Client contact"],
  administration: ["Administration", "Admin"],
  service_failures: ["Responding to service failures", "Chasing other services"],
  travel: ["Travel"],
};

export const contactModeSpellings: Spellings = {
  face_to_face: ["Face to face", "F2F"],
  telephone: ["Telephone", "Phone call"],
  video: ["Video", "Video call"],
  home_visit: ["Home visit"],
  group: ["Group", "Group session"],
  text: ["Text message", "SMS"],
};

export const goalSpellings: Spellings = {
  met: ["Met", "Achieved"],
  partly: ["Partly met", "Partially achieved"],
  not_met: ["Not met", "Not achieved"],
};

/** Providers of activities, each with words of its own. */
export const activitySpellings: Spellings = {
  exercise: ["Exercise class", "exercise", "Walking group"],
  befriending: ["Befriending", "Befriending & social club"],
  information_and_advice: ["Information and advice", "Advice session", "Benefits advice"],
  counselling: ["Counselling", "counselling (1:1)"],
  decluttering: ["De-cluttering", "Decluttering support"],
  carers_support: ["Carers' support", "Carers group"],
  daily_living: ["Daily living", "Help at home"],
  diet: ["Diet and nutrition", "Healthy eating", "Cook and eat"],
  dementia_support: ["Dementia support", "Memory café"],
  language_class: ["ESOL", "English class"],
  taster: ["Taster session", "Taster"],
  wellness_event: ["Wellness event", "Wellbeing event"],
  diabetes_support: ["Diabetes support", "Diabetes prevention group"],
  health_check: ["Health check", "Physical health check"],
  housing_support: ["Housing support", "Housing advice"],
  employment_support: ["Employment support", "Job club"],
  womens_group: ["Women's group", "Womens group"],
  mens_group: ["Men's group", "Men in sheds"],
  other: ["Other"],
};

export const feedbackSpellings: Spellings = {
  "5": ["5", "5", "Very good"],
  "4": ["4", "4", "Good"],
  "3": ["3", "3", "OK"],
  "2": ["2"],
  "1": ["1", "Poor"],
};

/** A spelling of a code; the code itself where none is listed. */
export const spell = (random: Random, spellings: Spellings, code: string): string =>
  random.pick(spellings[code] ?? [code]);

/** Several codes in one cell. */
export const spellAll = (
  random: Random,
  spellings: Spellings,
  codes: readonly string[],
  between = "; ",
): string => codes.map((code) => spell(random, spellings, code)).join(between);

/** A flag, blank where not known. */
export const yesNo = (flag: boolean | undefined, yes: string, no: string): string =>
  flag === undefined ? "" : flag ? yes : no;
