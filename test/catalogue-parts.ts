import type { Catalogue } from "../src/release/catalogue.ts";

/** The declared parts of a catalogue whose programme declares none. */
export const noDeclaredParts: Pick<Catalogue, "projects" | "events" | "services" | "pathway" | "workforce"> =
  {
    projects: [],
    events: [],
    services: [],
    pathway: { stages: [], review_within_days: null },
    workforce: { referrals_per_fte: null },
  };
