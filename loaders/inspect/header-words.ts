/** Words that stand for one another in the names of columns; the last of a row is the one compared. */
const SAME: readonly (readonly string[])[] = [
  ["client", "patient", "participant", "customer", "person", "pt", "clt", "beneficiary", "member", "person"],
  ["no", "num", "nr", "number", "identifier", "reference", "key", "code", "urn", "uid", "id"],
  ["referred", "referrals", "rfrl", "refd", "refer", "rfl", "referral"],
  ["recd", "rcvd", "receipt", "received"],
  ["ethnic", "ethnicities", "ethnicity"],
  ["sex", "gender"],
  ["lang", "languages", "language"],
  ["interp", "interpreters", "interpreting", "interpreter"],
  ["reg", "registration", "registered"],
  ["appt", "apt", "appointments", "appointment"],
  ["min", "minutes", "mins"],
  ["hrs", "hr", "hour", "hours"],
  ["dt", "dates", "day", "date"],
  [
    "wkr",
    "worker",
    "workers",
    "lw",
    "splw",
    "splws",
    "navigator",
    "prescriber",
    "caseworker",
    "keyworker",
    "adviser",
    "advisor",
    "worker",
  ],
  ["org", "organization", "organisations", "organisation"],
  ["tel", "telephone", "mobile", "mob", "phone"],
  ["mail", "email"],
  ["begin", "began", "begun", "commenced", "starting", "started", "start"],
  ["closed", "close", "closing", "closure", "closed"],
  ["finish", "finished", "ended", "ending", "discharge", "discharged", "exit", "end"],
  ["reasons", "issue", "issues", "needs", "need", "problem", "problems", "concerns", "reason"],
  ["cohorts", "groups", "tags", "cohort"],
  ["dr", "surgery", "practice"],
  ["postal", "postcode"],
  ["fore", "given", "first"],
  ["duration", "length"],
  ["declined", "rejected", "decline", "refused", "declined"],
  ["council", "authority", "borough"],
  ["centile", "decile"],
  ["attend", "attended", "attendance"],
  ["activities", "activity"],
  ["wte", "fte"],
];
const SYNONYM = new Map(SAME.flatMap((row) => row.map((word) => [word, row.at(-1) ?? word] as const)));

/** Small words that make no difference. */
const STOP = new Set("of or the to in for on at a an and is was with your our please s".split(" "));

/** A column name in lower-case words: `RefDate_1` is `ref date 1`. */
export function spaced(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .replace(/(\d)(\p{L})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a column's name that make it what it is, each once, as all their spellings are compared. */
export function headerWords(name: string): readonly string[] {
  const plain = ` ${spaced(name)} `
    .replace(/ d o b | dob /gu, " date birth ")
    .replace(/ y o b | yob /gu, " year birth ")
    .replace(/ service user(s)? /gu, " person ")
    .replace(/ e mail /gu, " email ")
    .replace(/ (fore|first|given|christian) ?names? /gu, " firstname ")
    .replace(/ (sur|last|family) ?names? /gu, " surname ")
    .replace(/ post code /gu, " postcode ")
    .replace(/ general practitioner /gu, " gp ")
    .replace(/ general practice /gu, " practice ")
    .replace(/ (birth date|born) /gu, " date birth ")
    .replace(/ key worker /gu, " worker ")
    .replace(/ (link|case|support) worker /gu, " worker ")
    .replace(/ social prescriber /gu, " worker ")
    .replace(/ local authority /gu, " borough ")
    .replace(/ primary care network /gu, " pcn ")
    .replace(/ (date|dt) ref /gu, " $1 referral ")
    .replace(/ ref (?=(date|dt|source|reason|status|received|time|recd|type|by)\b)/gu, " referral ")
    .replace(/^ ref (?=\p{L})/u, " referral ")
    .replace(/ ref /gu, " id ");
  const words = plain.split(" ").filter((word) => (word.length > 1 || /\d/u.test(word)) && !STOP.has(word));
  return [...new Set(words.map((word) => SYNONYM.get(word) ?? word))].sort();
}

/** Words that stand in the names of many different things. */
const GENERIC = new Set([
  "id",
  "name",
  "date",
  "type",
  "status",
  "time",
  "stage",
  "score",
  "details",
  "by",
  "outcome",
]);

/** How alike two names are by their words, 0–1 (Dice's coefficient); names that share only a general word are not. */
export function alikeWords(a: readonly string[], b: readonly string[]): number {
  const shared = a.filter((word) => b.includes(word));
  if (shared.length === 0) return 0;
  const alike = (2 * shared.length) / (a.length + b.length);
  return alike === 1 || shared.some((word) => !GENERIC.has(word)) ? alike : 0;
}
