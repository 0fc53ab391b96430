import * as Plot from "@observablehq/plot";

/** Values at the left, their name above, without tick marks. */
export const valueAxis = (label: string, text: (value: number) => string, ticks = 5) =>
  Plot.axisY({
    ticks,
    tickSize: 0,
    label,
    labelArrow: "none",
    labelAnchor: "top",
    tickFormat: text,
    color: "var(--ink-soft)",
  });

/** Periods below, each `every`th by its name and any that is `always` named, with the year on a line of its own. */
export const periodAxis = (
  periods: readonly { readonly key: string; readonly tick: string; readonly always?: boolean }[],
  every: number,
) =>
  Plot.axisX({
    label: null,
    tickSize: 0,
    tickPadding: 8,
    color: "var(--ink-soft)",
    tickFormat: (key: string, index: number) => {
      const period = periods.find((one) => one.key === key);
      return index % every === 0 || period?.always === true ? (period?.tick ?? key).replace(" ", "\n") : "";
    },
  });
