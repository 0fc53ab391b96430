import { type Database, sqlText } from "../../warehouse/database.ts";
import { attainableScores } from "../pam-scale.ts";
import { scoreModel } from "../score-model.ts";
import { ethnicitySpellings, genderSpellings, languageSpellings, type Spellings } from "../spellings.ts";
import { choiceSql, draws, normalSql, wholeSql } from "./draw-sql.ts";
import { nationalNetworks, workersOf } from "./national-areas.ts";
import type { NationalCalendar } from "./national-calendar.ts";

/** What decides a national sample. */
export interface NationalDraw {
  readonly seed: number;
  readonly referrals: number;
  readonly calendar: NationalCalendar;
}

type Weights = Readonly<Record<string, number>>;

const spelled = (draw: string, spellings: Spellings, weights: Weights): string =>
  choiceSql(
    draw,
    Object.entries(weights).map(([code, weight]) => [spellings[code] ?? [code], weight] as const),
  );

/** Shares of ethnic categories in most boroughs, and in the three of ten that are cities: invented, near the census. */
const ethnicity = {
  most: { A: 78, B: 1, C: 4, D: 1, F: 1, H: 2, J: 2, K: 1, M: 1, N: 1.5, R: 0.5, S: 1, Z: 3, "99": 3 },
  cities: {
    A: 38,
    B: 2,
    C: 11,
    D: 2,
    E: 1,
    F: 1,
    G: 2,
    H: 7,
    J: 6,
    K: 4,
    L: 4,
    M: 4,
    N: 7,
    P: 2,
    R: 1,
    S: 3,
    Z: 2,
    "99": 3,
  },
} as const;
const language = {
  most: { en: 92, pl: 1.5, ro: 1, ur: 1, pa: 0.5, ar: 0.5, not_known: 3.5 },
  cities: {
    en: 74,
    pl: 2,
    ro: 2,
    ur: 3,
    pa: 2,
    ar: 2,
    bn: 3,
    gu: 1.5,
    so: 2,
    tr: 1,
    es: 1,
    pt: 1.5,
    ta: 1,
    not_known: 4,
  },
} as const;

/** Of 65,536 referrals, those of somebody who was referred before. */
const REPEATED = 9830;
/** Days from the place of a further contact to the end of a referral. */
export const CLOSED_AFTER = 9;
/** Of 65,536 people, those that their service knows by its own number alone. */
const UNNUMBERED = 1966;

/**
 * Draws people and referrals into the temporary tables `person`, `referral`, `network` and `score`, by SQL alone.
 * Each fact follows from the seed and the number of the person or referral.
 * @returns how many people and referrals there are
 */
export async function drawNational(
  database: Database,
  { seed, referrals, calendar }: NationalDraw,
): Promise<{ readonly people: number }> {
  await drawNetworks(database);
  const days = calendar.lastDay - calendar.firstDay + 1;
  const one = draws(seed, "referral", "r");
  const two = draws(seed, "course", "r");
  await database.run(
    `CREATE TEMP TABLE drawn AS SELECT r, ${one.sql}, ${two.sql} FROM range(${referrals}) AS t(r)`,
  );
  await database.run(
    `CREATE TEMP TABLE numbered AS SELECT *, sum(CAST(${one.at(0)} >= ${REPEATED} OR r = 0 AS INTEGER)) OVER (ORDER BY r) AS known FROM drawn`,
  );
  // Somebody referred before is one of those known by then.
  await database.run(`CREATE TEMP TABLE course AS SELECT r, draw_referral, draw_course,
      CAST(CASE WHEN ${one.at(0)} >= ${REPEATED} OR r = 0 THEN known - 1
        ELSE (known * CAST((draw_referral >> 16) & 4294967295 AS HUGEINT)) // 4294967296 END AS INTEGER) AS person
    FROM numbered`);
  await database.run("DROP TABLE drawn");
  await database.run("DROP TABLE numbered");
  const [{ people } = { people: 0 }] = await database.rows<{ people: number }>(
    "SELECT max(person) + 1 AS people FROM course",
  );
  await drawPeople(database, seed, people);
  await database.run(`CREATE TEMP TABLE referral AS SELECT * REPLACE (CASE WHEN fate = 'closed' AND received + wait + contacts * step + ${CLOSED_AFTER} > ${calendar.dataDay} THEN 'open' ELSE fate END AS fate)
    FROM (SELECT r, person, network.*, ${calendar.firstDay} + (r * ${days}) // ${referrals} AS received,
      CASE WHEN ${one.at(3)} < 5900 THEN 'declined' WHEN ${one.at(3)} < 11140 THEN 'not_reached'
        WHEN ${one.at(3)} < 45000 THEN 'closed' ELSE 'open' END AS fate,
      network.first_worker + (${two.at(0)} * workers) // 65536 AS worker,
      CASE WHEN ${one.at(3)} < 5900 THEN 0 WHEN ${one.at(3)} < 11140 THEN ${wholeSql(two.at(1), 1, 3)}
        ELSE 1 + (${two.at(1)} * ${two.at(1)} // 65536) * 14 // 65536 + (${two.at(2)} * 5) // 65536 END AS contacts,
      ${wholeSql(two.at(2), 2, 24)} AS wait,
      ${wholeSql(two.at(3), 6, 17)} AS step
    FROM course JOIN person USING (person) JOIN network USING (network)) ORDER BY r`);
  await database.run("DROP TABLE course");
  return { people };
}

async function drawNetworks(database: Database): Promise<void> {
  const rows = nationalNetworks.map(({ at, code, service, followed, gain }) => {
    const [first, end] = workersOf(at);
    const texts = [code, service.id, service.borough, service.icb, service.system].map(sqlText).join(", ");
    return `(${at}, ${texts}, ${first}, ${end - first}, ${followed}, ${Math.round(gain * 10)})`;
  });
  await database.run(`CREATE TEMP TABLE network AS SELECT * FROM (VALUES ${rows.join(", ")})
    AS t(network, pcn, service, borough, icb, system, first_worker, workers, followed, gain)`);
  // A network has as many places as it gets referrals: people are dealt to places.
  const places = nationalNetworks
    .map(({ at, listSize, rate }) => `(${at}, ${Math.round((listSize * rate) / 1000)})`)
    .join(", ");
  await database.run(`CREATE TEMP TABLE place AS SELECT row_number() OVER (ORDER BY network, k) - 1 AS place, network
    FROM (SELECT network, unnest(range(n)) AS k FROM (VALUES ${places}) AS t(network, n))`);
  const nearest = Array.from({ length: 1001 }, (_, tenths) => {
    const score = attainableScores.reduce((best, other) =>
      Math.abs(other - tenths) < Math.abs(best - tenths) ? other : best,
    );
    return `(${tenths}, ${score})`;
  });
  await database.run(
    `CREATE TEMP TABLE score AS SELECT * FROM (VALUES ${nearest.join(", ")}) AS t(tenths, score)`,
  );
}

/** NHS numbers are dealt from 999 998 9999 downwards: a range that is never issued, with valid check digits. */
async function drawPeople(database: Database, seed: number, people: number): Promise<void> {
  const weights = Array.from({ length: 9 }, (_, k) => `${10 - k} * ((n // ${10 ** (8 - k)}) % 10)`);
  const own = draws(seed, "person", "person");
  const more = draws(seed, "group", "person");
  const trait = draws(seed, "trait", "person");
  const [{ places } = { places: 1 }] = await database.rows<{ places: number }>(
    "SELECT count(*) AS places FROM place",
  );
  await database.run(`CREATE TEMP TABLE nhs AS SELECT row_number() OVER (ORDER BY n DESC) - 1 AS person, n * 10 + digit AS number
    FROM (SELECT n, (11 - (${weights.join(" + ")}) % 11) % 11 AS digit FROM (SELECT 999998999 - i AS n FROM range(${Math.ceil(people * 1.12) + 100}) AS t(i)))
    WHERE digit < 10 QUALIFY person < ${people}`);
  const city = "(CAST(substr(borough, 3) AS INTEGER) % 10 < 3)";
  const either = (
    draw: string,
    spellings: Spellings,
    by: { readonly most: Weights; readonly cities: Weights },
  ) =>
    `CASE WHEN ${city} THEN ${spelled(draw, spellings, by.cities)} ELSE ${spelled(draw, spellings, by.most)} END`;
  await database.run(`CREATE TEMP TABLE person AS SELECT person, network,
      CASE WHEN ${own.at(1)} < ${UNNUMBERED} THEN NULL ELSE number END AS nhs,
      ${spelled(own.at(2), genderSpellings, { "1": 40, "2": 58, "9": 0.3, X: 1.7 })} AS gender,
      ${wholeSql(own.at(3), 1, 12)} AS birth_month, ${wholeSql(own.at(1), 1, 28)} AS birth_day,
      1928 + (${more.at(0)} * 52) // 65536 + (${more.at(1)} * 27) // 65536 AS birth_year,
      ${either(more.at(2), ethnicitySpellings, ethnicity)} AS ethnicity,
      ${either(more.at(3), languageSpellings, language)} AS language,
      CASE WHEN ${more.at(1)} < 1300 THEN 'Yes' WHEN ${more.at(1)} < 62000 THEN 'No' ELSE '' END AS interpreter,
      greatest(1, least(10, 1 + ((${own.at(3)} + ${own.at(2)} * ${own.at(2)} // 65536) * 6) // 65536)) AS decile,
      CAST(round(10 * (${scoreModel.traitMean} + ${scoreModel.traitSd} * ${normalSql(trait)})) AS INTEGER) AS trait
    FROM (SELECT nhs.person, number, place.network, borough, draw_person, draw_group, draw_trait FROM
      (SELECT person, number, ${own.sql}, ${more.sql}, ${trait.sql} FROM nhs) AS nhs
      JOIN place ON place.place = (${own.at(0)} + 65536 * (${trait.at(0)} % 4)) % ${places} JOIN network USING (network))
    ORDER BY person`);
  await database.run("DROP TABLE nhs");
}
