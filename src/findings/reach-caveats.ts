import type { Catalogue } from "../release/catalogue.ts";
import { numberWords } from "./number-words.ts";
import { listWords, sentence } from "./sentence.ts";

type Population = NonNullable<Catalogue["populations"]>[number];

/** What must be said wherever referrals are set against these populations. */
export function reachCaveats(
  populations: readonly Population[],
  comparisons: number,
  catalogue: Catalogue,
): readonly string[] {
  const has = (...of: readonly string[]) => populations.some((one) => of.includes(one.of));
  return [
    "A share of the population is not a share of need: groups differ in how much they need this.",
    ...whoIsReal(populations, catalogue),
    ...(comparisons > 1
      ? [
          `A group is named only if its interval does not reach 1, allowing for ${numberWords(comparisons)} comparisons.`,
        ]
      : []),
    ...agesWords(has("ethnic_group", "ethnic_category"), has("language_group", "language", "interpreter")),
    ...(has("gender")
      ? [
          "Gender is as recorded by the service, and the population is counted by the sex on its own register: the two can differ.",
        ]
      : []),
    ...(has("interpreter")
      ? [
          "The need for an interpreter is set against how well people say they speak English, never against their main language.",
        ]
      : []),
    ...(has("ethnic_group", "ethnic_category")
      ? [
          "Arab people, Roma people, and Gypsy or Irish Traveller people cannot be shown: the records have no code for them.",
          "Recorded ethnic group can differ from what people say themselves, most often in the mixed and other groups.",
        ]
      : []),
    "A person referred twice counts twice, so the intervals are a little too narrow, and not every practice of an area may take part.",
  ];
}

/** The populations are of other ages than most referrals; the census has no tables of these at 65 and over here. */
function agesWords(ethnic: boolean, language: boolean): readonly string[] {
  const against = [
    ...(ethnic ? ["ethnic group is set against people of all ages"] : []),
    ...(language ? ["language against people aged 3 and over"] : []),
  ].join(", ");
  if (against === "") return [];
  const plain = ethnic ? against : against.replace("language", "language is set");
  return [sentence(`${plain}, so these figures say nothing of older people alone or of any cohort`)];
}

const NAMES: Readonly<Record<string, string>> = {
  gender: "gender",
  age_band_20: "age",
  ethnic_group: "ethnic group",
  ethnic_category: "ethnic category",
  language_group: "language",
  language: "main language",
  interpreter: "interpreters",
  imd_quintile: "deprivation",
};

/** Which of the two sides is invented, in a synthetic programme. */
function whoIsReal(populations: readonly Population[], { programme }: Catalogue): readonly string[] {
  if (!programme.synthetic) return [];
  const invented = populations.filter(({ synthetic }) => synthetic);
  if (invented.length === 0) return ["The referrals are synthetic. The population is real."];
  if (invented.length === populations.length)
    return ["The referrals are synthetic, and so is the population."];
  const names = listWords(invented.map(({ of }) => NAMES[of] ?? of));
  return [
    `The referrals are synthetic. The population is invented too for ${names}; for the others it is real.`,
  ];
}
