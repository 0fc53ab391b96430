import type { SimulatedService } from "./pressure-document.ts";

/** How often the rules name simulated services, as test/full/pressure-signal.test.ts finds and checks it. */
export const PRESSURE_SIMULATION: {
  readonly replicates: number;
  readonly rows: readonly SimulatedService[];
} = {
  replicates: 500,
  rows: [
    {
      policy: "nhs-england",
      truth: "unstrained",
      service: "Like all others, new referrals exactly at the top of the guidance",
      sizes: [
        { staff: 2, judged: 3, any: 2.2, several: 0 },
        { staff: 5, judged: 3, any: 3.2, several: 0 },
        { staff: 12, judged: 5.9, any: 1.4, several: 0 },
        { staff: 25, judged: 7, any: 2, several: 0 },
      ],
    },
    {
      policy: "none",
      truth: "unstrained",
      service: "Like all others, new referrals exactly at the top of the guidance",
      sizes: [
        { staff: 2, judged: 6.4, any: 4.2, several: 0 },
        { staff: 5, judged: 7, any: 7, several: 0 },
        { staff: 12, judged: 7, any: 4.4, several: 0.2 },
        { staff: 25, judged: 7, any: 4.4, several: 0 },
      ],
    },
    {
      policy: "nhs-england",
      truth: "unstrained",
      service: "Services differ by nature, none is strained",
      sizes: [
        { staff: 2, judged: 3, any: 0.8, several: 0 },
        { staff: 5, judged: 3, any: 2.8, several: 0 },
        { staff: 12, judged: 5.8, any: 2.8, several: 0 },
        { staff: 25, judged: 7, any: 3, several: 0 },
      ],
    },
    {
      policy: "none",
      truth: "unstrained",
      service: "Services differ by nature, none is strained",
      sizes: [
        { staff: 2, judged: 6.4, any: 4, several: 0.2 },
        { staff: 5, judged: 7, any: 10, several: 0.4 },
        { staff: 12, judged: 7, any: 6.2, several: 0.4 },
        { staff: 25, judged: 7, any: 7.8, several: 0 },
      ],
    },
    {
      policy: "nhs-england",
      truth: "one",
      service: "One pressure: 325 new referrals a year for each worker",
      sizes: [
        { staff: 2, judged: 3, any: 100, several: 0.6 },
        { staff: 5, judged: 3, any: 100, several: 0 },
        { staff: 12, judged: 5.9, any: 100, several: 0.4 },
        { staff: 25, judged: 7, any: 100, several: 0.6 },
      ],
    },
    {
      policy: "none",
      truth: "one",
      service: "One pressure: 325 new referrals a year for each worker",
      sizes: [
        { staff: 2, judged: 6.3, any: 100, several: 1.8 },
        { staff: 5, judged: 7, any: 100, several: 4.2 },
        { staff: 12, judged: 7, any: 100, several: 3.4 },
        { staff: 25, judged: 7, any: 100, several: 4.2 },
      ],
    },
    {
      policy: "nhs-england",
      truth: "strained",
      service:
        "Work piles up: 325 new referrals, twice the open cases, a quarter more of them than a year before",
      sizes: [
        { staff: 2, judged: 3, any: 100, several: 97.2 },
        { staff: 5, judged: 3, any: 100, several: 100 },
        { staff: 12, judged: 5.8, any: 100, several: 100 },
        { staff: 25, judged: 7, any: 100, several: 100 },
      ],
    },
    {
      policy: "none",
      truth: "strained",
      service:
        "Work piles up: 325 new referrals, twice the open cases, a quarter more of them than a year before",
      sizes: [
        { staff: 2, judged: 6.4, any: 100, several: 98.4 },
        { staff: 5, judged: 7, any: 100, several: 100 },
        { staff: 12, judged: 7, any: 100, several: 100 },
        { staff: 25, judged: 7, any: 100, several: 100 },
      ],
    },
    {
      policy: "nhs-england",
      truth: "strained",
      service:
        "Staff under strain: 12% of time on service failures (others 6%), 45% long sick (18%), 65% mean to leave (30%), burnout 12 points up",
      sizes: [
        { staff: 2, judged: 3, any: 1, several: 0 },
        { staff: 5, judged: 3, any: 0.4, several: 0 },
        { staff: 12, judged: 5.8, any: 83.8, several: 14.2 },
        { staff: 25, judged: 7, any: 99.8, several: 86 },
      ],
    },
    {
      policy: "none",
      truth: "strained",
      service:
        "Staff under strain: 12% of time on service failures (others 6%), 45% long sick (18%), 65% mean to leave (30%), burnout 12 points up",
      sizes: [
        { staff: 2, judged: 6.4, any: 14.8, several: 0.4 },
        { staff: 5, judged: 7, any: 65.2, several: 21.4 },
        { staff: 12, judged: 7, any: 97.4, several: 68.4 },
        { staff: 25, judged: 7, any: 100, several: 97.2 },
      ],
    },
    {
      policy: "nhs-england",
      truth: "strained",
      service: "Both, by half as much",
      sizes: [
        { staff: 2, judged: 3, any: 86.6, several: 9.2 },
        { staff: 5, judged: 3, any: 100, several: 38 },
        { staff: 12, judged: 5.9, any: 100, several: 73.6 },
        { staff: 25, judged: 7, any: 100, several: 72.8 },
      ],
    },
    {
      policy: "none",
      truth: "strained",
      service: "Both, by half as much",
      sizes: [
        { staff: 2, judged: 6.4, any: 89, several: 20.8 },
        { staff: 5, judged: 7, any: 100, several: 60.4 },
        { staff: 12, judged: 7, any: 100, several: 81.6 },
        { staff: 25, judged: 7, any: 100, several: 83 },
      ],
    },
  ],
};
