import { TREASURY_WELLBY, type WellbyInput, wellbyValue } from "../wellby-value.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

const GAIN: WellbyInput = {
  instrument: "ons4_satisfied",
  difference: { value: 0.4, lower: 0.1, upper: 0.7 },
  duration: { years: 0.5, source: "Invented for this example" },
  price: TREASURY_WELLBY,
};

/** Money is put on a gain in one case only; each other case is refused, with the reason. */
export const wellbyValueExample: WorkedExample = {
  method: "wellby-value",
  title: "Value of a gain in life satisfaction, and five refusals",
  given: {
    columns: ["Life satisfaction, beyond the comparator", "Limits", "Lasting", "Price of a point for a year"],
    rows: [["0.4 points", "0.1 to 0.7", "half a year", "£13,000 (2019 prices)"]],
  },
  answers: [
    numberAnswer("Value per person, 0.4 × 0.5 × £13,000", 2600, 0, "£"),
    numberAnswer("Lower limit", 650, 0, "£"),
    numberAnswer("Upper limit", 4550, 0, "£"),
    verdictAnswer(
      "The same gain on SWEMWBS",
      "not_life_satisfaction",
      "refused: the price is for life satisfaction",
    ),
    verdictAnswer("Without a comparator", "no_comparator", "refused: a change before and after is no effect"),
    verdictAnswer("With limits of −0.1 to 0.9", "includes_zero", "refused: there may be no gain"),
    verdictAnswer(
      "Without knowing how long it lasts",
      "no_duration",
      "refused: a gain at twelve weeks is not one of a year",
    ),
    verdictAnswer("Lasting two years", "longer_than_a_year", "refused: later years would need discounting"),
  ],
  citation:
    "HM Treasury (2021), Wellbeing Guidance for Appraisal: Supplementary Green Book Guidance; by hand.",
  compute: () => {
    const { pounds, lower, upper } = wellbyValue(GAIN);
    const refused = (changed: Partial<WellbyInput>) => wellbyValue({ ...GAIN, ...changed }).reason;
    return [
      pounds,
      lower,
      upper,
      refused({ instrument: "swemwbs" }),
      refused({ difference: null }),
      refused({ difference: { value: 0.4, lower: -0.1, upper: 0.9 } }),
      refused({ duration: null }),
      refused({ duration: { years: 2, source: "Invented for this example" } }),
    ];
  },
};
