import { sampleUnits } from "./units.ts";

/** The file's name in the sample's folder. */
export const REGISTERED_LIST = "registered-list.csv";

/** Five-year bands as NHS England writes them, and people in each of 1,000 women and 1,000 men: invented, as of an inner city. */
const BANDS: readonly (readonly [string, number, number])[] = [
  ["0_4", 57, 60],
  ["5_9", 58, 60],
  ["10_14", 57, 58],
  ["15_19", 54, 55],
  ["20_24", 70, 66],
  ["25_29", 98, 93],
  ["30_34", 103, 104],
  ["35_39", 91, 97],
  ["40_44", 78, 84],
  ["45_49", 66, 71],
  ["50_54", 62, 66],
  ["55_59", 56, 58],
  ["60_64", 46, 45],
  ["65_69", 34, 31],
  ["70_74", 26, 22],
  ["75_79", 20, 15],
  ["80_84", 13, 9],
  ["85_89", 7, 4],
  ["90_94", 3, 1],
  ["95+", 1, 1],
];

const HEAD =
  "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS";

/**
 * An invented registered list of the sample's networks by sex and five-year band, in the layout of NHS England's file. As
 * many women as men, and the list sizes of programme.yaml; the same for every seed and scale.
 */
export function registeredList(): string {
  const rows = sampleUnits.flatMap(({ pcn, listSize }) => {
    const women = Math.ceil(listSize / 2);
    const row = (sex: string, band: string, people: number) =>
      `SYNTHETIC,2023-10-01,PCN,${pcn},,,${sex},${band},${people}`;
    const split = (sex: string, total: number, share: readonly number[]) =>
      spread(total, share).map((people, index) => row(sex, BANDS[index]?.[0] ?? "", people));
    return [
      row("ALL", "ALL", listSize),
      ...split(
        "FEMALE",
        women,
        BANDS.map((one) => one[1]),
      ),
      ...split(
        "MALE",
        listSize - women,
        BANDS.map((one) => one[2]),
      ),
    ];
  });
  return `${[HEAD, ...rows].join("\n")}\n`;
}

/** Whole numbers in these proportions that add up to the total: what is left over goes to the largest remainders. */
function spread(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  const whole = shares.map(Math.floor);
  const left = total - whole.reduce((all, one) => all + one, 0);
  const order = shares
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}
