import type { Catalogue } from "../../src/release/catalogue.ts";

/** Where a network belongs: labels as the release has them, "" where not declared. */
export interface NetworkPlaces {
  readonly icb: string;
  readonly icbLabel: string;
  readonly borough: string;
  readonly service: string;
}

/** Board, borough and service of a network, by what is declared of the network itself or of its borough. */
export function networkPlaces(catalogue: Catalogue, area: string): NetworkPlaces {
  const find = (type: string, code: string | null | undefined) =>
    catalogue.areas.find((one) => one.area_type === type && one.area === code);
  const declared = catalogue.networks?.find((one) => one.area === area);
  const borough = find("borough", find("pcn", area)?.within);
  const icb = find("icb", declared?.icb ?? borough?.within);
  return {
    icb: icb?.area ?? "",
    icbLabel: icb?.label ?? "",
    borough: borough?.label ?? "",
    service: catalogue.services.find(({ id }) => id === declared?.service)?.name ?? "",
  };
}
