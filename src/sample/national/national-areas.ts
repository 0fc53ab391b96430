/** Case-management systems that the services of the national sample use. */
export const nationalSystems = ["systmone", "emis", "joy"] as const;
export type NationalSystem = (typeof nationalSystems)[number];

/** How many areas, services and link workers there are, whatever the number of people. */
export const nationalSize = { icbs: 42, boroughs: 150, services: 300, pcns: 1250, workers: 3500 } as const;

/** A service of the national sample; everything about it is invented. */
export interface NationalService {
  readonly id: string;
  readonly name: string;
  readonly borough: string;
  readonly icb: string;
  readonly system: NationalSystem;
}

/** A network of the national sample; everything about it is invented. */
export interface NationalNetwork {
  /** Place in the list, from 0. */
  readonly at: number;
  readonly code: string;
  readonly name: string;
  readonly service: NationalService;
  /** Registered patients. */
  readonly listSize: number;
  /** Referrals it gets for each 1,000 patients, beside the others: 1 is usual. */
  readonly rate: number;
  /** Of 65,536 people with a first score, how many are asked again. */
  readonly followed: number;
  /** Points of activation gained on top of what everybody gains. */
  readonly gain: number;
}

const digits = (value: number, width: number): string => String(value + 1).padStart(width, "0");

/** A number from 0 to 1 that differs from place to place and is always the same. */
const varied = (at: number, salt: number): number => ((at * 7919 + salt * 104_729) % 997) / 996;

export const nationalIcbs = Array.from({ length: nationalSize.icbs }, (_, at) => ({
  code: `QI${digits(at, 2)}`,
  name: `Board ${at + 1} (invented)`,
}));

export const nationalBoroughs = Array.from({ length: nationalSize.boroughs }, (_, at) => ({
  code: `LA${digits(at, 3)}`,
  name: `Borough ${at + 1} (invented)`,
  icb: nationalIcbs[Math.floor((at * nationalSize.icbs) / nationalSize.boroughs)]?.code ?? "",
}));

/** Half the services keep their records in SystmOne, three in ten in EMIS, the rest in Joy. */
const systemOf = (at: number): NationalSystem => (at % 10 < 5 ? "systmone" : at % 10 < 8 ? "emis" : "joy");

export const nationalServices: readonly NationalService[] = Array.from(
  { length: nationalSize.services },
  (_, at) => {
    const borough = nationalBoroughs[Math.floor((at * nationalSize.boroughs) / nationalSize.services)];
    return {
      id: `SVC${digits(at, 3)}`,
      name: `Service ${at + 1} (invented)`,
      borough: borough?.code ?? "",
      icb: borough?.icb ?? "",
      system: systemOf(at),
    };
  },
);

/** List sizes lie between 25,000 and 75,000; rates, follow-up and gains differ between networks. */
export const nationalNetworks: readonly NationalNetwork[] = Array.from(
  { length: nationalSize.pcns },
  (_, at) => {
    const service = nationalServices[Math.floor((at * nationalSize.services) / nationalSize.pcns)];
    if (service === undefined) throw new RangeError(`No service for network ${at}.`);
    return {
      at,
      code: `U${digits(at, 4)}`,
      name: `Network ${at + 1} PCN (invented)`,
      service,
      listSize: 25_000 + 1000 * Math.round(50 * varied(at, 1)),
      rate: 0.6 + 0.8 * varied(at, 2),
      followed: Math.round(65_536 * (0.25 + 0.4 * varied(at, 3))),
      gain: 4 * varied(at, 4) - 1,
    };
  },
);

/** First and last link worker of a network, of all that are numbered from 0; the last is not included. */
export const workersOf = (at: number): readonly [number, number] => [
  Math.floor((at * nationalSize.workers) / nationalSize.pcns),
  Math.floor(((at + 1) * nationalSize.workers) / nationalSize.pcns),
];
