import { aalenJohansen } from "../aalen-johansen.ts";
import { shareAtDay } from "../share-over-time.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Day, how the wait ended, people. */
const WAITS = [
  [3, "first contact", 1],
  [5, "first contact", 1],
  [5, "closed without contact", 1],
  [8, "still waiting", 1],
  [9, "first contact", 1],
  [12, "first contact", 2],
  [14, "closed without contact", 1],
  [21, "first contact", 1],
  [21, "still waiting", 1],
  [30, "closed without contact", 1],
  [35, "first contact", 1],
] as const;

/** Twelve invented people who wait for a first contact; some cases are closed first, which rules a contact out. */
export const aalenJohansenExample: WorkedExample = {
  method: "aalen-johansen",
  title: "Wait for a first contact when a case may be closed first",
  given: { columns: ["Day", "What ended the wait, or the follow-up", "People"], rows: WAITS },
  answers: [
    { label: "Contacted within 14 days", expected: 0.44792 },
    { label: "Contacted within 14 days, standard error", expected: 0.14979 },
    { label: "Contacted within 14 days, 95% interval, lower limit", expected: 0.1626 },
    { label: "Contacted within 14 days, 95% interval, upper limit", expected: 0.7011 },
    { label: "Closed without contact within 14 days", expected: 0.17708 },
    { label: "Contacted within 35 days", expected: 0.68229 },
    { label: "Closed without contact within 35 days", expected: 0.31771 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 5 })),
  citation:
    "Aalen and Johansen (1978), Scandinavian Journal of Statistics 5:141–150; the numbers are those of survfit in the R package survival.",
  compute: () => {
    const kinds = ["first contact", "closed without contact"];
    const rows = WAITS.map(([day, kind, n]) => ({ day, kind: kind === "still waiting" ? null : kind, n }));
    const [contact, closed] = aalenJohansen(rows, kinds).curves;
    if (contact === undefined || closed === undefined) return [];
    const { share, standardError, lower, upper } = shareAtDay(contact, 14);
    return [
      share,
      standardError,
      lower,
      upper,
      shareAtDay(closed, 14).share,
      shareAtDay(contact, 35).share,
      shareAtDay(closed, 35).share,
    ];
  },
};
