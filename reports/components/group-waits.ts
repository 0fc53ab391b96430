import { h, nothing } from "./dom.js";
import { type EquityGroup, equityGroups, sectionFinding, wholeProgramme } from "./equity-part.js";
import type { NumberStyle } from "./format.js";
import { groupRowsFigure } from "./group-rows-figure.js";
import type { Release } from "./load-release.js";
import { pageSection } from "./page-section.js";
import { cellAt, type Selection } from "./selection.js";

const DAYS: NumberStyle = { kind: "amount", decimals: 1, signed: false };

/** How long each group waited for a first contact, those still waiting included; nothing where no wait is known. */
export function groupWaits(release: Release, selection: Selection): Node {
  const place = wholeProgramme(release, selection);
  const whole: EquityGroup = {
    category: "everybody",
    label: "Everybody",
    apart: false,
    cell: (measure) => cellAt(release.estimates, place, measure),
  };
  const groups = equityGroups(release, selection).filter(
    ({ cell }) => cell("wait_median_days") !== undefined,
  );
  if (groups.length === 0 || whole.cell("wait_median_days") === undefined) return nothing();
  const one = (id: string, measure: string, title: string) =>
    groupRowsFigure(release, selection, [whole, ...groups], {
      ...{ id, measure, title, style: DAYS, method: "kaplan-meier" },
      axis: "Days from referral to first contact",
      people: "Referrals",
      strong: ({ category }) => category === "everybody",
    });
  return pageSection(
    "Waits for a first contact",
    ...sectionFinding(release, selection, `equity-waits-${selection.breakdown}`),
    h(
      "div",
      { class: "panels" },
      one(
        "equity-wait-median",
        "wait_median_days",
        "Days by which half of all referrals had a first contact",
      ),
      one(
        "equity-wait-p90",
        "wait_p90_days",
        "Days by which nine in ten of all referrals had a first contact",
      ),
    ),
  );
}
