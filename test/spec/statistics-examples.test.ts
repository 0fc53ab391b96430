import { describe, expect, it } from "vitest";
import { aalenJohansenExample } from "../../src/statistics/examples/aalen-johansen-example.ts";
import { ancovaExample } from "../../src/statistics/examples/ancova-example.ts";
import { burnoutInventoryExample } from "../../src/statistics/examples/burnout-inventory-example.ts";
import { controlChartExample } from "../../src/statistics/examples/control-chart-example.ts";
import { costPerAdditionalImprovedExample } from "../../src/statistics/examples/cost-per-additional-improved-example.ts";
import { eventRateExample } from "../../src/statistics/examples/event-rate-example.ts";
import { exactIntervalsExample } from "../../src/statistics/examples/exact-intervals-example.ts";
import { funnelOfSharesExample } from "../../src/statistics/examples/funnel-of-shares-example.ts";
import { gChartExample } from "../../src/statistics/examples/g-chart-example.ts";
import { inequalityGradientExample } from "../../src/statistics/examples/inequality-gradient-example.ts";
import { inverseProbabilityMeanExample } from "../../src/statistics/examples/inverse-probability-mean-example.ts";
import { kaplanMeierExample } from "../../src/statistics/examples/kaplan-meier-example.ts";
import { pPrimeChartExample } from "../../src/statistics/examples/p-prime-chart-example.ts";
import { placeboInferenceExample } from "../../src/statistics/examples/placebo-inference-example.ts";
import { planningExample } from "../../src/statistics/examples/planning-example.ts";
import { randomInterceptExample } from "../../src/statistics/examples/random-intercept-example.ts";
import { rateRatioExample } from "../../src/statistics/examples/rate-ratio-example.ts";
import { representationRatioExample } from "../../src/statistics/examples/representation-ratio-example.ts";
import { segmentedRegressionExample } from "../../src/statistics/examples/segmented-regression-example.ts";
import { standardisationExample } from "../../src/statistics/examples/standardisation-example.ts";
import { tippingPointExample } from "../../src/statistics/examples/tipping-point-example.ts";

describe.each([
  exactIntervalsExample,
  eventRateExample,
  rateRatioExample,
  standardisationExample,
  inequalityGradientExample,
  controlChartExample,
  funnelOfSharesExample,
  burnoutInventoryExample,
  costPerAdditionalImprovedExample,
  inverseProbabilityMeanExample,
  planningExample,
  representationRatioExample,
  tippingPointExample,
  ancovaExample,
  randomInterceptExample,
  aalenJohansenExample,
  gChartExample,
  kaplanMeierExample,
  pPrimeChartExample,
  placeboInferenceExample,
  segmentedRegressionExample,
])("$title", (example) => {
  const computed = example.compute();

  it("has one number for each answer", () => {
    expect(computed).toHaveLength(example.answers.length);
  });

  it.each(example.answers.map((answer, index) => ({ ...answer, index })))(
    "$label: $expected $unit",
    ({ index, expected, decimals }) => {
      expect(Number(computed[index]?.toFixed(decimals))).toBe(expected);
    },
  );
});
