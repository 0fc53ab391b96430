import { redraw } from "./responsive.js";

/** Class of the root while a network's page is laid out for paper: two sides of A4. */
const CLASS = "profile-sheet";
/** Room on a side in millimetres, between margins, less what a printer may round. */
const ROOM = 275;
const PIXELS_A_MILLIMETRE = 96 / 25.4;
/** Text may be set so much smaller or larger for a side to be full and no more. */
const [LEAST, MOST] = [0.6, 1.35];
const STEPS = 12;

type Side = "one" | "two";

let wired = false;

/** Cells of the page on each side: the second begins with the charts over time. */
function cellsOf(main: Element): Readonly<Record<Side, readonly HTMLElement[]>> | undefined {
  const cells = [...main.children].filter((one) => one instanceof HTMLElement) as HTMLElement[];
  const turn = cells.findIndex((one) => one.querySelector(".network-overleaf") !== null);
  if (turn === -1) return undefined;
  const footer = document.getElementById("observablehq-footer");
  return { one: cells.slice(0, turn), two: [...cells.slice(turn), ...(footer === null ? [] : [footer])] };
}

/** Height of what stands on a side, in millimetres. */
function heightOf(cells: readonly HTMLElement[]): number {
  const boxes = cells.map((one) => one.getBoundingClientRect()).filter(({ height }) => height > 0);
  if (boxes.length === 0) return 0;
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return (bottom - top) / PIXELS_A_MILLIMETRE;
}

/** Charts are drawn wider than a column and set smaller, the more of them there are: text on them is then as small as the rest. */
function drawCharts(): void {
  const charts = document.querySelectorAll<HTMLElement>(".network-charts .chart-box");
  const wider = charts.length > 4 ? 1.7 : charts.length > 1 ? 1.25 : 1;
  document.documentElement.style.setProperty("--chart-wider", String(wider));
  for (const box of charts) redraw(box, Math.floor(box.clientWidth * wider));
}

/** Sets the text of a side as large as lets it stand on one sheet. */
function fill(side: Side, cells: readonly HTMLElement[]): void {
  const root = document.documentElement.style;
  let [low, high] = [LEAST, MOST];
  const fits = (scale: number): boolean => {
    root.setProperty(`--side-${side}`, scale.toFixed(4));
    if (side === "two") drawCharts();
    return heightOf(cells) <= ROOM;
  };
  if (fits(high)) return;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
}

function prepare(): void {
  const main = document.getElementById("observablehq-main");
  if (main === null || document.getElementById("network-name") === null) return;
  document.documentElement.classList.add(CLASS);
  const cells = cellsOf(main);
  if (cells === undefined) return;
  fill("one", cells.one);
  fill("two", cells.two);
}

/** Lays the page of a network out on two sides of A4 when it is printed: each as large as fills it and no larger. */
export function networkSheet(): void {
  if (wired) return;
  wired = true;
  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", () => document.documentElement.classList.remove(CLASS));
}
