import type { Catalogue } from "../release/catalogue.ts";
import { listWords } from "./sentence.ts";

/** What a reader needs to find a service: the networks that its link workers serve, and their borough. */
export interface ServicePlace {
  readonly networks: readonly string[];
  readonly borough: string | null;
}

/** Where a service works, as the programme declares it; no networks and no borough where it says nothing. */
export function servicePlace({ areas, networks = [], services }: Catalogue, service: string): ServicePlace {
  const labelOf = (type: string, id: string | null | undefined): string | null =>
    areas.find(({ area_type, area }) => area_type === type && area === id)?.label ?? null;
  return {
    networks: networks
      .filter((one) => one.service === service)
      .map(({ area }) => labelOf("pcn", area) ?? area)
      .sort((a, b) => a.localeCompare(b, "en-GB")),
    borough: labelOf("borough", services.find(({ id }) => id === service)?.borough),
  };
}

/** `works in Ealing and serves Briarsea PCN, Fallowmere PCN and Yarrowgate PCN`; null where neither is declared. */
export function servesWords(catalogue: Catalogue, service: string): string | null {
  const { networks, borough } = servicePlace(catalogue, service);
  const parts = [
    ...(borough === null ? [] : [`works in ${borough}`]),
    ...(networks.length === 0 ? [] : [`serves ${listWords(networks)}`]),
  ];
  return parts.length === 0 ? null : listWords(parts);
}
