/** Ethnic categories (NHS 16+1) without Z and 99, in code order. */
export const ethnicCodes = [
  "A",
  "B",
  "C",
  "D",
  "E",
  "F",
  "G",
  "H",
  "J",
  "K",
  "L",
  "M",
  "N",
  "P",
  "R",
  "S",
] as const;
export type EthnicCode = (typeof ethnicCodes)[number];

/** A borough of the sample: real codes and names, so that it can be set against the census. */
export interface SampleBorough {
  readonly code: string;
  readonly name: string;
  readonly icb: string;
  /** Usual residents by ethnic category in the order of `ethnicCodes`; they only steer the drawing of people. */
  readonly residents: readonly number[];
  /** Share of people in national deprivation deciles 1 to 3: invented. */
  readonly deprived: number;
}

/** The Integrated Care Boards of the sample's period: real codes and names. */
export const sampleIcbs = [
  { code: "QMF", name: "NHS North East London ICB" },
  { code: "QMJ", name: "NHS North Central London ICB" },
  { code: "QRV", name: "NHS North West London ICB" },
  { code: "QKK", name: "NHS South East London ICB" },
] as const;

/**
 * Residents: Census 2021, table TS021, Office for National Statistics, Open Government Licence v3.0, with Gypsy or Irish
 * Traveller and Roma under C and Arab under S. City and Hackney is counted as Hackney.
 */
export const sampleBoroughs: readonly SampleBorough[] = [
  {
    code: "E09000002",
    name: "Barking and Dagenham",
    icb: "QMF",
    residents: [
      67550, 1185, 29540, 2974, 2376, 1550, 2420, 11503, 15799, 22393, 5503, 5824, 35101, 5882, 1385, 7886,
    ],
    deprived: 0.7,
  },
  {
    code: "E09000007",
    name: "Camden",
    icb: "QMJ",
    residents: [
      74348, 5325, 45391, 2558, 2059, 4243, 5078, 6952, 1610, 14356, 8396, 2703, 14191, 1998, 6728, 14200,
    ],
    deprived: 0.4,
  },
  {
    code: "E09000009",
    name: "Ealing",
    icb: "QRV",
    residents: [
      89265, 8511, 60687, 4597, 2446, 5445, 6673, 54806, 16714, 3685, 31510, 12898, 22578, 4015, 4526, 38760,
    ],
    deprived: 0.4,
  },
  {
    code: "E09000012",
    name: "Hackney (City and Hackney)",
    icb: "QMF",
    residents: [
      87927, 5582, 44200, 4749, 2735, 3691, 6312, 8832, 2461, 6554, 5579, 17903, 29478, 7264, 3459, 22421,
    ],
    deprived: 0.7,
  },
  {
    code: "E09000017",
    name: "Hillingdon",
    icb: "QRV",
    residents: [
      113377, 5585, 28425, 3151, 1897, 4201, 4110, 57341, 14243, 4050, 23120, 5752, 15844, 2359, 3184, 19268,
    ],
    deprived: 0.3,
  },
  {
    code: "E09000018",
    name: "Hounslow",
    icb: "QRV",
    residents: [
      81933, 3894, 41256, 2726, 2142, 4128, 4518, 60827, 17454, 2699, 22202, 3573, 14895, 2342, 2664, 20928,
    ],
    deprived: 0.4,
  },
  {
    code: "E09000022",
    name: "Lambeth",
    icb: "QKK",
    residents: [
      119395, 6828, 48555, 8348, 4006, 4541, 8735, 6054, 3868, 2502, 5641, 28991, 37359, 9795, 4986, 18046,
    ],
    deprived: 0.5,
  },
  {
    code: "E09000030",
    name: "Tower Hamlets",
    icb: "QMF",
    residents: [
      71177, 3567, 47522, 3593, 2236, 4374, 5206, 10135, 3341, 107333, 6768, 4930, 15373, 2390, 10279, 12082,
    ],
    deprived: 0.6,
  },
  {
    code: "E09000031",
    name: "Waltham Forest",
    icb: "QMF",
    residents: [
      94766, 4230, 48028, 5135, 2777, 3875, 6196, 9134, 28740, 5166, 9879, 17587, 18759, 5301, 2626, 16229,
    ],
    deprived: 0.5,
  },
];
