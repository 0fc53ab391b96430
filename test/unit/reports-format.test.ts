import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asSentence,
  formatDate,
  formatDecimal,
  formatEstimate,
  formatInterval,
  formatTick,
  formatValue,
  numberStyle,
  statusReason,
} from "../../reports/components/format.ts";
import { catalogue, row } from "./reports-support.ts";

const change = numberStyle(catalogue, "mean_change", "pam");
const rate = numberStyle(catalogue, "follow_up_rate", "pam");

describe("numbers", () => {
  it("carry a true minus, a plus only on a change, and no sign on zero", () => {
    expect(formatDecimal(-0.7, 1)).toBe("\u22120.7");
    expect(formatDecimal(3.3, 1)).toBe("3.3");
    expect(formatDecimal(3.3, 1, true)).toBe("+3.3");
    expect(formatDecimal(-0.04, 1, true)).toBe("0.0");
    expect(formatDecimal(12345.678, 2)).toBe("12,345.68");
  });

  it("show a percentage with one decimal only from a denominator of 4,000", () => {
    expect(formatValue(0.547, rate, 3995)).toBe("55%");
    expect(formatValue(0.547, rate, 4000)).toBe("54.7%");
    expect(formatValue(0.547, rate, null)).toBe("55%");
  });

  it("keep the instrument's decimals in a mean, and at least one", () => {
    expect(formatValue(55.84, numberStyle(catalogue, "mean_baseline", "pam"))).toBe("55.8");
    expect(formatValue(7.1, numberStyle(catalogue, "mean_baseline", "ons4"))).toBe("7.1");
    expect(formatValue(0.372, numberStyle(catalogue, "mean_change", "eq5d_index"))).toBe("+0.372");
    expect(formatValue(1234, numberStyle(catalogue, "referrals", ""))).toBe("1,234");
  });
});

describe("estimates", () => {
  it("are a value with an interval where published", () => {
    const published = row({ measure: "mean_change", value: 3.3, lower: -2.7, upper: 3.8 });
    expect(formatEstimate(published, change)).toBe("+3.3");
    expect(formatInterval(published, change)).toBe("\u22122.7 to +3.8");
  });

  it("are words and never a number where not, even if a number came along", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("withheld", "too_few", "not_collected", "not_yet_observable", "not_available"),
        fc.double({ noNaN: true }),
        (status, value) => {
          const hidden = row({ status, value, lower: value, upper: value });
          expect(formatEstimate(hidden, rate)).toMatch(/^[A-Z][a-z ]+$/);
          expect(formatInterval(hidden, rate)).toBe("");
          expect(statusReason(hidden)).toMatch(/\.$/);
        },
      ),
    );
    expect(formatEstimate(undefined, rate)).toBe("Not published");
  });
});

describe("texts", () => {
  it("name periods shortly and dates fully", () => {
    expect(formatTick("quarter", "2022-Q4")).toBe("Q4 2022");
    expect(formatTick("financial_year", "2022-23")).toBe("2022\u201323");
    expect(formatTick("month", "2022-10")).toBe("Oct 2022");
    expect(formatTick("window", "during")).toBe("During");
    expect(formatDate("2024-04-30")).toBe("30 April 2024");
    expect(formatDate("not stated")).toBe("not stated");
  });

  it("end in one full stop", () => {
    expect(asSentence("A study. ")).toBe("A study.");
    expect(asSentence("A study")).toBe("A study.");
  });
});
