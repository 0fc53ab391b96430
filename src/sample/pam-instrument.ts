/** The Patient Activation Measure, as the samples declare it. */
export const pamInstrument = {
  id: "pam",
  name: "Patient Activation Measure",
  short: "PAM",
  decimals: 1,
  range: [0, 100],
  better: "higher",
  pam_cut_points: "72.5-style",
  meaningful_change: {
    points: 5.4,
    interval: [3.4, 7.4],
    found_in: "136 people with kidney disease",
    source:
      "Ford 2025, Kidney International Reports 10(7):2275–83, doi 10.1016/j.ekir.2025.04.044: smallest important difference 5.4 points (95% CI 3.4–7.4) in 136 people with kidney disease. None was found for social prescribing.",
  },
  other_thresholds: [
    {
      points: 3,
      source:
        "A measure of quality used in the United States (National Quality Forum 2483) counts a gain of 3 points within 12 months. It is not said to matter to a person.",
    },
    {
      points: 7.2,
      source:
        "Ford 2025, as above: the smallest change of one person that measurement error alone does not explain.",
    },
  ],
  follow_up: { from_days: 28, to_days: 365, due_after_days: 365 },
  regression_to_mean: {
    mean: 55.1,
    sd: 17.7,
    r: [0.43, 0.8],
    source:
      "Mean and standard deviation: North West London, 15,877 people, BMC Health Services Research 2021, s12913-021-07115-7. Lower correlation 0.43: Salford, age 65 and over, six months, Blakemore 2016, BMC Health Services Research 16:582. Upper correlation 0.80: a chosen limit of sensitivity, not a finding.",
  },
} as const;
