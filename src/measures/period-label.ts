const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** How a period reads on a page, e.g. `2022-Q4` → "October to December 2022". */
export function periodLabel(periodType: string, period: string): string {
  if (periodType === "all") return "Whole period";
  if (periodType === "financial_year")
    return `April ${period.slice(0, 4)} to March ${Number(period.slice(0, 4)) + 1}`;
  if (periodType === "quarter") {
    const quarter = Number(period.slice(6));
    return `${MONTHS[quarter * 3 - 3]} to ${MONTHS[quarter * 3 - 1]} ${period.slice(0, 4)}`;
  }
  if (periodType === "month") return `${MONTHS[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`;
  return (
    { before: "Before the pilot", during: "During the pilot", after: "After the pilot" }[period] ?? period
  );
}
