import type { Day } from "../calendar.ts";
import { forenames, surnames } from "../names.ts";
import { syntheticNhsNumbers } from "../nhs-number.ts";
import type { Random } from "../random.ts";

/** A person of a template's sample; nobody is real. */
export interface TemplatePerson {
  /** From the range that is never issued. */
  readonly nhsNumber: string;
  /** Number in the template's own system. */
  readonly localId: string;
  readonly forename: string;
  readonly surname: string;
  readonly birthDay: Day;
  /** NHS person stated gender. */
  readonly gender: "1" | "2";
  /** NHS 16+1 code, Z or 99. */
  readonly ethnicity: string;
  readonly language: string;
  /** Undefined where not known. */
  readonly interpreter: boolean | undefined;
  readonly decile: number;
}

/** Whom a template's people are drawn from. */
export interface PeopleMix {
  /** Years of age on `day`, youngest and oldest. */
  readonly ages: readonly [number, number];
  readonly day: Day;
  /** Share of women, 0–1. */
  readonly women: number;
  /** Share of people with another main language than English who need an interpreter, 0–1. */
  readonly needInterpreter: number;
  /** Share of people for whom nobody recorded whether they need one, 0–1. */
  readonly interpreterUnknown: number;
  /** Ethnic category and main language, by weight. */
  readonly backgrounds: readonly (readonly [readonly [string, string], number])[];
}

/** Draws `count` different people. Age and language have nothing to do with what happens to them later. */
export function drawPeople(random: Random, count: number, prefix: string, mix: PeopleMix): TemplatePerson[] {
  const numbers = syntheticNhsNumbers(random.int(0, 999_999));
  return Array.from({ length: count }, (_, index) => {
    const [ethnicity, language] = random.weighted(mix.backgrounds);
    const [youngest, oldest] = mix.ages;
    const known = random.weighted<"known" | "Z" | "99">([
      ["known", 0.9],
      ["Z", 0.04],
      ["99", 0.06],
    ]);
    const needs = language !== "en" && random.chance(mix.needInterpreter);
    return {
      nhsNumber: numbers.next().value ?? "",
      localId: `${prefix}${1000 + index}`,
      forename: random.pick(forenames),
      surname: random.pick(surnames),
      birthDay: mix.day - Math.round((youngest + random.uniform() * (oldest + 1 - youngest)) * 365.25),
      gender: random.chance(mix.women) ? "2" : "1",
      ethnicity: known === "known" ? ethnicity : known,
      language,
      interpreter: random.chance(mix.interpreterUnknown) ? undefined : needs,
      decile: random.int(1, 8),
    };
  });
}
