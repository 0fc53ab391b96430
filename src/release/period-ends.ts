import { QUARTER_ENDS } from "../measures/workforce-periods.ts";

/** First and last day (`yyyy-mm-dd`) of a quarter such as `2022-Q4` or a financial year such as `2022-23`. */
export function periodEnds(
  step: "quarter" | "financial_year",
  period: string,
): { readonly first: string; readonly last: string } {
  const year = Number(period.slice(0, 4));
  if (step === "financial_year") return { first: `${year}-04-01`, last: `${year + 1}-03-31` };
  const [first = "", last = ""] = QUARTER_ENDS[Number(period.slice(6)) - 1] ?? [];
  return { first: `${year}-${first}`, last: `${year}-${last}` };
}
