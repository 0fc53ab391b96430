import { aalenJohansenExample } from "./aalen-johansen-example.ts";
import { adjustedClusterMeansExample } from "./adjusted-cluster-means-example.ts";
import { adjustedDifferencesExample } from "./adjusted-differences-example.ts";
import { adjustedMeanExample } from "./adjusted-mean-example.ts";
import { adjustedPExample } from "./adjusted-p-example.ts";
import { adjustedSharesExample } from "./adjusted-shares-example.ts";
import { ancovaExample } from "./ancova-example.ts";
import { betweenGroupVarianceExample } from "./between-group-variance-example.ts";
import { burnoutInventoryExample } from "./burnout-inventory-example.ts";
import { changeSharesExample } from "./change-shares-example.ts";
import { clusteredDifferenceInDifferencesExample } from "./clustered-difference-in-differences-example.ts";
import { clusteredErrorsExample } from "./clustered-errors-example.ts";
import { comparedRatioChangeExample } from "./compared-ratio-change-example.ts";
import { concentrationIndexExample } from "./concentration-index-example.ts";
import { controlChartExample } from "./control-chart-example.ts";
import { controlChartRulesExample } from "./control-chart-rules-example.ts";
import { costPerAdditionalImprovedExample } from "./cost-per-additional-improved-example.ts";
import { costPerImprovedExample } from "./cost-per-improved-example.ts";
import { covariateBalanceExample } from "./covariate-balance-example.ts";
import { cronbachAlphaExample } from "./cronbach-alpha-example.ts";
import { delayedEntryExample } from "./delayed-entry-example.ts";
import { differenceInDifferencesExample } from "./difference-in-differences-example.ts";
import { differenceInTrendsExample } from "./difference-in-trends-example.ts";
import { dissimilarityIndexExample } from "./dissimilarity-index-example.ts";
import { eventRateExample } from "./event-rate-example.ts";
import { eventStudyExample } from "./event-study-example.ts";
import { exactIntervalsExample } from "./exact-intervals-example.ts";
import { funnelOfMeansExample } from "./funnel-of-means-example.ts";
import { funnelOfRatiosExample } from "./funnel-of-ratios-example.ts";
import { funnelOfSharesExample } from "./funnel-of-shares-example.ts";
import { gChartExample } from "./g-chart-example.ts";
import { goodnessOfFitExample } from "./goodness-of-fit-example.ts";
import { groupComparisonExample } from "./group-comparison-example.ts";
import { incrementalCostExample } from "./incremental-cost-example.ts";
import { inequalityGradientExample } from "./inequality-gradient-example.ts";
import { inverseProbabilityMeanExample } from "./inverse-probability-mean-example.ts";
import { kaplanMeierExample } from "./kaplan-meier-example.ts";
import { levelTransitionsExample } from "./level-transitions-example.ts";
import { littlesLawExample } from "./littles-law-example.ts";
import { logisticRegressionExample } from "./logistic-regression-example.ts";
import { lostFollowUpBoundsExample } from "./lost-follow-up-bounds-example.ts";
import { mcnemarExample } from "./mcnemar-example.ts";
import { meanIntervalExample } from "./mean-interval-example.ts";
import { meeChuaExample } from "./mee-chua-example.ts";
import { newcombeDifferenceExample } from "./newcombe-difference-example.ts";
import { oneAgainstSeveralExample } from "./one-against-several-example.ts";
import { overdispersionExample } from "./overdispersion-example.ts";
import { pPrimeChartExample } from "./p-prime-chart-example.ts";
import { pairedChangeExample } from "./paired-change-example.ts";
import { pairedEffectSizeExample } from "./paired-effect-size-example.ts";
import { placeboInferenceExample } from "./placebo-inference-example.ts";
import { planningExample } from "./planning-example.ts";
import { quantileIntervalExample } from "./quantile-interval-example.ts";
import { randomInterceptExample } from "./random-intercept-example.ts";
import { rateRatioExample } from "./rate-ratio-example.ts";
import { ratioOfSumsExample } from "./ratio-of-sums-example.ts";
import { rawScoreConversionExample } from "./raw-score-conversion-example.ts";
import { regressionToTheMeanExample } from "./regression-to-the-mean-example.ts";
import { reliableChangeExample } from "./reliable-change-example.ts";
import { representationRatioExample } from "./representation-ratio-example.ts";
import { roundedRepresentationExample } from "./rounded-representation-example.ts";
import { roundedRiskRatioExample } from "./rounded-risk-ratio-example.ts";
import { roundedWilsonExample } from "./rounded-wilson-example.ts";
import { segmentedRegressionExample } from "./segmented-regression-example.ts";
import { separableExample } from "./separable-example.ts";
import { shrinkageExample } from "./shrinkage-example.ts";
import { signedRankExample } from "./signed-rank-example.ts";
import { standardisationExample } from "./standardisation-example.ts";
import { standardisedMeanDifferenceExample } from "./standardised-mean-difference-example.ts";
import { standardisedShareDifferenceExample } from "./standardised-share-difference-example.ts";
import { tChartExample } from "./t-chart-example.ts";
import { tippingPointExample } from "./tipping-point-example.ts";
import { twoGroupsExample } from "./two-groups-example.ts";
import { twoSharesExample } from "./two-shares-example.ts";
import { uPrimeChartExample } from "./u-prime-chart-example.ts";
import { unknownGroupBoundsExample } from "./unknown-group-bounds-example.ts";
import { weightedRateExample } from "./weighted-rate-example.ts";
import { welchDifferenceExample } from "./welch-difference-example.ts";
import { wellbyValueExample } from "./wellby-value-example.ts";
import { wilsonIntervalExample } from "./wilson-interval-example.ts";
import type { WorkedExample } from "./worked-example.ts";

/** The worked examples of one kind of method. */
export interface ExampleGroup {
  readonly group: string;
  readonly examples: readonly WorkedExample[];
}

/** Every worked example, in the order of the Methods page. Each method has one. */
export const allExamples: readonly ExampleGroup[] = [
  {
    group: "Paired change",
    examples: [
      pairedChangeExample,
      pairedEffectSizeExample,
      signedRankExample,
      changeSharesExample,
      reliableChangeExample,
    ],
  },
  { group: "Regression to the mean", examples: [regressionToTheMeanExample, meeChuaExample] },
  { group: "Levels", examples: [levelTransitionsExample, mcnemarExample] },
  {
    group: "Groups",
    examples: [
      welchDifferenceExample,
      twoGroupsExample,
      groupComparisonExample,
      ancovaExample,
      adjustedDifferencesExample,
      adjustedMeanExample,
      clusteredErrorsExample,
      randomInterceptExample,
      separableExample,
      adjustedPExample,
    ],
  },
  {
    group: "Shares, averages and rates",
    examples: [
      wilsonIntervalExample,
      roundedWilsonExample,
      exactIntervalsExample,
      newcombeDifferenceExample,
      twoSharesExample,
      roundedRiskRatioExample,
      meanIntervalExample,
      quantileIntervalExample,
      ratioOfSumsExample,
      eventRateExample,
      weightedRateExample,
      littlesLawExample,
      rateRatioExample,
      standardisationExample,
      inequalityGradientExample,
    ],
  },
  { group: "Time to an event", examples: [kaplanMeierExample, delayedEntryExample, aalenJohansenExample] },
  {
    group: "Funnel plots",
    examples: [
      funnelOfSharesExample,
      funnelOfMeansExample,
      funnelOfRatiosExample,
      overdispersionExample,
      adjustedSharesExample,
      adjustedClusterMeansExample,
      shrinkageExample,
    ],
  },
  {
    group: "Control charts",
    examples: [
      controlChartExample,
      controlChartRulesExample,
      pPrimeChartExample,
      uPrimeChartExample,
      gChartExample,
      tChartExample,
    ],
  },
  {
    group: "Before and after with a comparator",
    examples: [
      differenceInDifferencesExample,
      clusteredDifferenceInDifferencesExample,
      comparedRatioChangeExample,
      oneAgainstSeveralExample,
      placeboInferenceExample,
      eventStudyExample,
      differenceInTrendsExample,
      segmentedRegressionExample,
      standardisedMeanDifferenceExample,
    ],
  },
  {
    group: "Missing follow-up",
    examples: [
      covariateBalanceExample,
      standardisedShareDifferenceExample,
      logisticRegressionExample,
      inverseProbabilityMeanExample,
      lostFollowUpBoundsExample,
      tippingPointExample,
    ],
  },
  {
    group: "Equity",
    examples: [
      representationRatioExample,
      roundedRepresentationExample,
      unknownGroupBoundsExample,
      dissimilarityIndexExample,
      betweenGroupVarianceExample,
      goodnessOfFitExample,
      concentrationIndexExample,
    ],
  },
  { group: "Scales", examples: [cronbachAlphaExample, burnoutInventoryExample, rawScoreConversionExample] },
  {
    group: "Economics, guarded",
    examples: [
      costPerImprovedExample,
      costPerAdditionalImprovedExample,
      incrementalCostExample,
      wellbyValueExample,
    ],
  },
  { group: "Planning", examples: [planningExample] },
];
