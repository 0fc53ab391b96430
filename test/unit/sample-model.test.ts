import { mean, median, sampleCorrelation, standardDeviation } from "simple-statistics";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { programmeSchema } from "../../src/model/programme.ts";
import { DATA_DAY, isoOf, type SampleWindow, windowOf } from "../../src/sample/calendar.ts";
import { caseStudiesYaml } from "../../src/sample/case-studies.ts";
import { isReached } from "../../src/sample/draw-contacts.ts";
import { drawSample } from "../../src/sample/draw-sample.ts";
import { drift } from "../../src/sample/learning.ts";
import { nhsCheckDigit, syntheticNhsNumbers, withWrongCheckDigit } from "../../src/sample/nhs-number.ts";
import { attainableScores, nearestScore } from "../../src/sample/pam-scale.ts";
import { sampleProjects } from "../../src/sample/projects.ts";
import { seededRandom } from "../../src/sample/random.ts";
import { sampleProgrammeYaml } from "../../src/sample/sample-programme.ts";
import { swemwbsMetric } from "../../src/sample/swemwbs-metric.ts";
import { sampleServices, sampleUnits } from "../../src/sample/units.ts";
import type { DrawnSample, SampleOutcome, SampleReferral } from "../../src/sample/world.ts";

const shipped = drawSample(seededRandom(20221001), 20221001, 1);
const large = drawSample(seededRandom(3), 3, 5);

const pamOf = (drawn: DrawnSample) => drawn.outcomes.filter((one) => one.instrument === "pam");
const shippedPam = pamOf(shipped);
const largePam = pamOf(large);
const before = (outcome: SampleOutcome) => outcome.baseline.score / 10;
const change = (outcome: SampleOutcome) => outcome.wholeChange / 10;
const after = (outcome: SampleOutcome) => before(outcome) + change(outcome);

type Owned = { readonly referral: SampleReferral };
const inProject = (id: string) => (one: Owned) => one.referral.unit.project?.id === id;
const icbOf = new Map(sampleUnits.map((unit) => [unit.project?.id ?? "", unit.icb]));
/** The networks a project is compared with. */
const besides = (id: string) => (one: Owned) =>
  one.referral.unit.project === undefined && one.referral.unit.icb === icbOf.get(id);
const inWindow = (window: SampleWindow) => (one: Owned) => windowOf(one.referral.received) === window;
const of = (referral: SampleReferral): Owned => ({ referral });

const allOf = large.referrals.map(of);
const share = <T>(list: readonly T[], test: (one: T) => boolean) => list.filter(test).length / list.length;
/** Four standard errors of a difference of two shares of these many each, at their widest. */
const margin = (...sizes: readonly number[]) => 4 * Math.sqrt(sizes.reduce((sum, n) => sum + 0.25 / n, 0));

describe("the size of the sample", () => {
  it("is about 25,000 referrals and 150,000 contacts, three in four of them with the person", () => {
    expect(shipped.referrals.length).toBeGreaterThan(24_000);
    expect(shipped.referrals.length).toBeLessThan(26_000);
    expect(shipped.contacts.length).toBeGreaterThan(140_000);
    expect(shipped.contacts.length).toBeLessThan(160_000);
    const direct = share(shipped.contacts, (one) => one.kind === "direct");
    expect(direct).toBeGreaterThan(0.7);
    expect(direct).toBeLessThan(0.8);
  });

  it("is about a thousand referrals a project and half as many a comparator, 12 and 24 of them", () => {
    const counts = new Map<string, number>();
    for (const { unit } of shipped.referrals) counts.set(unit.pcn, (counts.get(unit.pcn) ?? 0) + 1);
    expect(counts.size).toBe(36);
    for (const unit of sampleUnits) {
      const [low, high] = unit.project === undefined ? [500, 600] : [950, 1_100];
      expect(counts.get(unit.pcn), unit.pcn).toBeGreaterThan(low);
      expect(counts.get(unit.pcn), unit.pcn).toBeLessThan(high);
    }
    expect(sampleUnits.filter((unit) => unit.project === undefined).length).toBe(24);
  });

  it("gives the same of everything for the same seed, and other people for another", () => {
    const draw = (seed: number) => JSON.stringify(drawSample(seededRandom(seed), seed, 0.01));
    expect(draw(5)).toBe(draw(5));
    expect(draw(5)).not.toBe(draw(6));
  });

  it("has 50 full-time equivalents, with about 200 new referrals a year each but twice that in one service", () => {
    const fte = (id: string) =>
      sampleServices.find((one) => one.id === id)?.linkWorkers.reduce((sum, one) => sum + one.fte, 0) ?? 0;
    expect(sampleServices.reduce((sum, { id }) => sum + fte(id), 0)).toBeCloseTo(50, 6);
    for (const { id, linkWorkers } of sampleServices) {
      for (const worker of linkWorkers)
        expect(worker.posts.reduce((sum, post) => sum + post.fte, 0)).toBeCloseTo(worker.fte, 6);
      const mine = shipped.referrals.filter((one) => one.unit.service === id);
      const rate = mine.length / 2.5 / fte(id);
      expect(rate, id).toBeGreaterThan(id === "SVC06" ? 380 : 180);
      expect(rate, id).toBeLessThan(id === "SVC06" ? 450 : 225);
    }
    const open = shipped.referrals.filter(
      ({ unit, closed }) => unit.service === "SVC06" && (closed === undefined || closed > DATA_DAY - 89),
    );
    expect(open.length).toBeGreaterThan(720);
    expect(open.length).toBeLessThan(800);
  });

  it("leaves at least 8 referrals in four of five cells of a network and quarter, so that they can be published", () => {
    const cells = new Map<string, number>();
    for (const { unit, received } of shipped.referrals) {
      const [year, month] = isoOf(received).split("-");
      const cell = `${unit.pcn} ${year}-Q${Math.ceil(Number(month) / 3)}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    expect(cells.size).toBe(36 * 10);
    expect(share([...cells.values()], (count) => count >= 8)).toBeGreaterThanOrEqual(0.8);
  });

  it("keeps each service in one case system, and each referral with a link worker of its network", () => {
    for (const { id, system, linkWorkers } of sampleServices) {
      const mine = shipped.referrals.filter((one) => one.unit.service === id);
      expect(new Set(mine.map((one) => one.system))).toEqual(new Set([system]));
      for (const referral of mine) {
        const worker = linkWorkers.find((one) => one.id === referral.linkWorker);
        expect(worker?.posts.some((post) => post.pcn === referral.unit.pcn)).toBe(true);
      }
    }
  });
});

describe("the people of the sample", () => {
  it("have different NHS numbers, and none where they are not registered with a GP", () => {
    const numbers = shipped.people.flatMap((one) => one.nhsNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const one of shipped.people) if (one.gpRegistered === "no") expect(one.nhsNumber).toBe(undefined);
  });

  it("come back to the service, some of them, under the same person", () => {
    const again = shipped.referrals.length - new Set(shipped.referrals.map((one) => one.person)).size;
    expect(again / shipped.referrals.length).toBeGreaterThan(0.08);
    expect(again / shipped.referrals.length).toBeLessThan(0.16);
  });
});

describe("what happens to people", () => {
  it("happens in order, and nothing after the day of the export", () => {
    const reached = new Map<SampleReferral, number>();
    for (const one of shipped.contacts)
      if (isReached(one) && !reached.has(one.referral)) reached.set(one.referral, one.day);
    const reachedBy = (referral: SampleReferral, day: number) =>
      (reached.get(referral) ?? Number.POSITIVE_INFINITY) <= day;
    const none = (list: readonly unknown[]) => expect(list).toEqual([]);
    none(shipped.contacts.filter((one) => one.day < one.referral.received || one.day > DATA_DAY));
    none(shipped.activities.filter((one) => !reachedBy(one.referral, one.referred)));
    none(shipped.activities.filter((one) => (one.started ?? DATA_DAY + 1) <= one.referred));
    none(shipped.activities.filter((one) => (one.ended ?? DATA_DAY) > DATA_DAY));
    none(shipped.activities.filter((one) => (one.ended ?? DATA_DAY) < (one.started ?? one.referred)));
    none(shipped.activities.filter((one) => one.attended > 0 !== (one.started !== undefined)));
    none(shipped.goals.filter((one) => !reachedBy(one.referral, one.day) || one.day > DATA_DAY));
    none(shipped.outcomes.filter((one) => one.baseline.day < one.referral.received));
    none(shipped.outcomes.filter((one) => (one.followUp?.day ?? DATA_DAY + 1) <= one.baseline.day));
    none(shipped.outcomes.filter((one) => (one.followUp?.day ?? DATA_DAY) > DATA_DAY));
  });

  it("begins with a contact after about nine days, 25 in the service under strain", () => {
    const first = new Map<SampleReferral, number>();
    for (const one of large.contacts)
      if (isReached(one) && !first.has(one.referral)) first.set(one.referral, one.day);
    const days = (fits: (one: SampleReferral) => boolean) =>
      median([...first].filter(([one]) => fits(one)).map(([one, day]) => day - one.received));
    expect(days((one) => !["SVC06", "SVC10"].includes(one.unit.service))).toBeGreaterThanOrEqual(8);
    expect(days((one) => !["SVC06", "SVC10"].includes(one.unit.service))).toBeLessThanOrEqual(10);
    expect(days((one) => one.unit.service === "SVC06")).toBeGreaterThanOrEqual(23);
    const early = (window: SampleWindow) =>
      days((one) => one.unit.project?.id === "SPIP31" && windowOf(one.received) === window);
    expect(early("during")).toBeLessThan(early("before") - 4);
  });

  it("moves from the telephone to face to face", () => {
    const mode = (window: SampleWindow, wanted: string) =>
      share(
        shipped.contacts.filter((one) => one.kind === "direct" && windowOf(one.day) === window),
        (one) => one.mode === wanted,
      );
    expect(mode("after", "face_to_face")).toBeGreaterThan(mode("before", "face_to_face") + 0.08);
    expect(mode("after", "telephone")).toBeLessThan(mode("before", "telephone") - 0.08);
  });

  it("is missed without notice for one appointment in ten, more in the service for older people", () => {
    const missed = (fits: (one: Owned) => boolean) =>
      share(
        large.contacts.filter((one) => one.kind === "direct" && "5637".includes(one.attendance) && fits(one)),
        (one) => one.attendance === "3",
      );
    expect(missed(() => true)).toBeGreaterThan(0.08);
    expect(missed(() => true)).toBeLessThan(0.16);
    expect(missed(inProject("SPIP23"))).toBeGreaterThan(missed(besides("SPIP23")) + 0.02);
  });
});

/** Share of referrals (or of what `pool` makes of them) before and after, here and in the comparators. */
function contrast<T extends Owned>(id: string, pool: readonly T[], test: (one: T) => boolean) {
  const cell = (fits: (one: Owned) => boolean, window: SampleWindow) => {
    const here = pool.filter((one) => fits(one) && inWindow(window)(one));
    return { n: here.length, share: share(here, test) };
  };
  const [early, late] = [cell(inProject(id), "before"), cell(inProject(id), "after")];
  const [otherEarly, otherLate] = [cell(besides(id), "before"), cell(besides(id), "after")];
  return {
    here: late.share - early.share,
    there: otherLate.share - otherEarly.share,
    margin: margin(early.n, late.n),
    marginThere: margin(otherEarly.n, otherLate.n),
  };
}

describe("effects on what the projects set out to change", () => {
  const person = (test: (one: SampleReferral["person"]) => boolean) => (one: Owned) =>
    test(one.referral.person);
  const asianOrBlack = ["H", "J", "K", "L", "R", "M", "N", "P"];
  const preDiabetes = person(
    (one) =>
      one.cohorts.includes("pre_diabetes") &&
      (asianOrBlack.includes(one.ethnicity) || one.interpreter === true),
  );
  const smiChecked = new Set(
    large.activities
      .filter((one) => one.type === "health_check" && one.started !== undefined)
      .map((one) => one.referral),
  );
  const smi = allOf.filter(person((one) => one.cohorts.includes("smi")));

  it.each<[string, string, readonly Owned[], (one: Owned) => boolean, 1 | -1]>([
    ["SPIP12", "other doors", allOf, ({ referral }) => !/^(gp|practice_team)$/.test(referral.source), 1],
    ["SPIP12", "not registered", allOf, person((one) => one.gpRegistered === "no"), 1],
    ["SPIP16", "men", allOf, person((one) => one.gender === "1"), 1],
    ["SPIP26", "Somali and Arabic", allOf, person((one) => ["so", "ar"].includes(one.language)), 1],
    ["SPIP28", "health checks", smi, ({ referral }) => smiChecked.has(referral), 1],
    ["SPIP31", "crisis", allOf, ({ referral }) => referral.urgency === "crisis", -1],
  ])("of %s is there and not in its comparators: %s", (id, _, pool, test, direction) => {
    const found = contrast(id, pool, test);
    expect(direction * found.here).toBeGreaterThan(found.margin);
    expect(direction * (found.here - found.there)).toBeGreaterThan(0.05);
    // What all services learn moves a share by 0.1 at most.
    expect(Math.abs(found.there)).toBeLessThan(0.1 + found.marginThere);
  });

  it("of SPIP07 is none: as many of its target group before as after", () => {
    const found = contrast("SPIP07", allOf, preDiabetes);
    expect(Math.abs(found.here)).toBeLessThan(found.margin * 0.5);
    expect(share(allOf.filter(inProject("SPIP07")), preDiabetes)).toBeGreaterThan(0.15);
  });

  it("of SPIP10: goals are met more often", () => {
    const found = contrast("SPIP10", large.goals, (one) => one.met === "met");
    expect(found.here).toBeGreaterThan(0.15);
    expect(found.there).toBeLessThan(0.1);
    expect(found.there).toBeGreaterThan(0);
  });

  it("of SPIP25: tasters fill the wait for counselling", () => {
    const days = (fits: (one: Owned) => boolean, window: SampleWindow) => {
      const starts = new Map<SampleReferral, number[]>();
      for (const one of large.activities)
        if (one.started !== undefined && fits(one) && inWindow(window)(one))
          starts.set(one.referral, [...(starts.get(one.referral) ?? []), one.started]);
      return median(
        large.activities.flatMap((one) =>
          one.type === "counselling" && starts.has(one.referral)
            ? [Math.max(0, Math.min(...(starts.get(one.referral) ?? [])) - one.referred)]
            : [],
        ),
      );
    };
    expect(days(inProject("SPIP25"), "before")).toBeGreaterThan(60);
    expect(days(inProject("SPIP25"), "after")).toBeLessThan(40);
    expect(days(besides("SPIP25"), "after")).toBeGreaterThan(50);
  });

  it("of SPIP40: fewer come back within half a year, with more reasons looked at", () => {
    const next = new Map<SampleReferral, number>();
    const latest = new Map<SampleReferral["person"], SampleReferral>();
    for (const one of large.referrals) {
      const previous = latest.get(one.person);
      if (previous !== undefined) next.set(previous, one.received - previous.received);
      latest.set(one.person, one);
    }
    const early = allOf.filter(({ referral }) => referral.received <= DATA_DAY - 89 - 180);
    const found = contrast("SPIP40", early, ({ referral }) => (next.get(referral) ?? 999) <= 180);
    expect(found.here).toBeLessThan(-0.05);
    expect(found.there).toBeGreaterThan(-0.04);
    const reasons = (window: SampleWindow) =>
      mean(
        allOf
          .filter((one) => inProject("SPIP40")(one) && inWindow(window)(one))
          .map(({ referral }) => referral.reasons.length),
      );
    expect(reasons("after")).toBeGreaterThan(reasons("before") + 0.4);
  });

  it("of SPIP13: administration takes less of the time in its service, and not in others", () => {
    const time = (window: SampleWindow, home: boolean) => {
      const here = large.contacts.filter(
        (one) => windowOf(one.day) === window && (one.referral.unit.service === "SVC04") === home,
      );
      const minutes = (list: typeof here) => list.reduce((sum, one) => sum + one.minutes, 0);
      return minutes(here.filter((one) => one.kind === "administration")) / minutes(here);
    };
    expect(time("after", true)).toBeLessThan(time("before", true) - 0.05);
    expect(Math.abs(time("after", false) - time("before", false))).toBeLessThan(0.02);
  });
});

describe("what all services learn", () => {
  it("shows in the comparators too, so that before against after is too good", () => {
    const men = contrast("SPIP16", allOf, ({ referral }) => referral.person.gender === "1");
    expect(men.there).toBeGreaterThan(0.02);
    const late = largePam.filter((one) => one.referral.unit.project === undefined && inWindow("after")(one));
    const early = largePam.filter(
      (one) => one.referral.unit.project === undefined && inWindow("before")(one),
    );
    expect(mean(late.map(change))).toBeGreaterThan(mean(early.map(change)) + 0.2);
  });

  it("moves shares on the scale of log odds and leaves 0 and 1 alone", () => {
    expect(drift(0.5, DATA_DAY)).toBeCloseTo(Math.exp(0.4) / (1 + Math.exp(0.4)), 12);
    expect(drift(0.5, 0)).toBe(0.5);
    expect([drift(0, DATA_DAY), drift(1, DATA_DAY, -1)]).toEqual([0, 1]);
  });
});

describe("groups that fall away at a planted step", () => {
  const reachedSet = new Set(large.contacts.filter(isReached).map((one) => one.referral));
  const accepted = allOf.filter(({ referral }) => referral.status !== "declined");

  it("are people who need an interpreter, at the first contact, in three services", () => {
    const lost = (needs: boolean, planted: boolean) =>
      share(
        accepted.filter(
          ({ referral }) =>
            referral.person.interpreter === needs &&
            ["SVC03", "SVC05", "SVC12"].includes(referral.unit.service) === planted,
        ),
        ({ referral }) => !reachedSet.has(referral),
      );
    expect(lost(true, true)).toBeGreaterThan(lost(false, true) + 0.2);
    expect(Math.abs(lost(true, false) - lost(false, false))).toBeLessThan(0.03);
  });

  it("are men, at the start of an activity, in two services", () => {
    const started = (gender: string, planted: boolean) =>
      share(
        large.activities.filter(
          ({ referral }) =>
            referral.person.gender === gender &&
            ["SVC02", "SVC07"].includes(referral.unit.service) === planted,
        ),
        (one) => one.started !== undefined,
      );
    expect(started("1", true)).toBeLessThan(started("2", true) - 0.15);
    expect(Math.abs(started("1", false) - started("2", false))).toBeLessThan(0.03);
  });

  it("are people under 35, at completion, everywhere", () => {
    const completed = (young: boolean) =>
      share(
        large.activities.filter(
          ({ referral, planned, ended, referred }) =>
            planned > 1 &&
            ended !== undefined &&
            (referred - referral.person.birthDay) / 365.25 < 35 === young,
        ),
        (one) => one.attended >= one.planned,
      );
    expect(completed(true)).toBeLessThan(completed(false) - 0.12);
  });
});

describe("the scores of the sample", () => {
  const untouched = largePam.filter((one) => one.referral.unit.project === undefined);

  it("have the spread of North West London and a test–retest correlation of about 0.6", () => {
    expect(mean(untouched.map(before))).toBeGreaterThan(54);
    expect(mean(untouched.map(before))).toBeLessThan(56);
    expect(standardDeviation(untouched.map(before))).toBeGreaterThan(16);
    expect(standardDeviation(untouched.map(before))).toBeLessThan(18);
    const r = sampleCorrelation(untouched.map(before), untouched.map(after));
    expect(r).toBeGreaterThan(0.57);
    expect(r).toBeLessThan(0.63);
  });

  it("regress to the mean without any programme: the lowest rise, the highest fall", () => {
    const byLevel = (level: number) =>
      mean(untouched.filter((one) => one.baseline.level === level).map(change));
    expect(byLevel(1)).toBeGreaterThan(6);
    expect(byLevel(4)).toBeLessThan(-6);
    expect(byLevel(1)).toBeGreaterThan(byLevel(2));
    expect(byLevel(2)).toBeGreaterThan(byLevel(3));
  });

  it.each(sampleProjects.map(({ id, effect }) => [id, effect] as const))(
    "of %s gain %d points through the project, beyond what all gain",
    (id, effect) => {
      const gain = (fits: (one: Owned) => boolean) => {
        const here = largePam.filter(fits);
        const early = here.filter(inWindow("before")).map(change);
        const late = here.filter((one) => !inWindow("before")(one)).map(change);
        return { points: mean(late) - mean(early), variance: 16 ** 2 * (1 / early.length + 1 / late.length) };
      };
      const own = gain(inProject(id));
      const others = gain((one) => one.referral.unit.project === undefined);
      const four = 4 * Math.sqrt(own.variance + others.variance);
      expect(Math.abs(own.points - others.points - effect)).toBeLessThan(four);
      expect(four).toBeLessThan(2.6);
    },
  );

  it("are asked of four in five, and lost for 40 to 60 of 100, in every project and instrument", () => {
    const asked = shippedPam.length / shipped.referrals.length;
    expect(asked).toBeGreaterThan(0.75);
    expect(asked).toBeLessThan(0.9);
    const lost = (list: readonly SampleOutcome[]) => share(list, (one) => one.followUp === undefined);
    for (const { id } of sampleProjects) {
      expect(lost(shippedPam.filter(inProject(id))), id).toBeGreaterThan(0.4);
      expect(lost(shippedPam.filter(inProject(id))), id).toBeLessThan(0.6);
    }
    for (const instrument of new Set(shipped.outcomes.map((one) => one.instrument))) {
      const list = shipped.outcomes.filter((one) => one.instrument === instrument);
      expect(lost(list), instrument).toBeGreaterThan(0.4);
      expect(lost(list), instrument).toBeLessThan(0.6);
    }
  });

  it("are lost not at random: those who come back did better, fewer of them need an interpreter", () => {
    const returned = largePam.filter((one) => one.followUp !== undefined);
    expect(mean(returned.map(change))).toBeGreaterThan(mean(largePam.map(change)) + 0.3);
    const back = (needs: boolean) =>
      share(
        largePam.filter((one) => one.referral.person.interpreter === needs),
        (one) => one.followUp !== undefined,
      );
    expect(back(true)).toBeLessThan(back(false) - 0.1);
  });

  it("give at least 30 people with both scores in four of five project cells", () => {
    const cells = new Map<string, number>();
    for (const { referral, followUp } of shippedPam) {
      const id = referral.unit.project?.id;
      if (id === undefined) continue;
      for (const period of ["all", windowOf(referral.received)]) {
        cells.set(`${id} ${period}`, (cells.get(`${id} ${period}`) ?? 0) + Number(followUp !== undefined));
      }
    }
    expect(cells.size).toBe(12 * 4);
    expect(share([...cells.values()], (pairs) => pairs >= 30)).toBeGreaterThanOrEqual(0.8);
  });

  it("lie on the scale of their instrument, the sums of the items being the scores", () => {
    const ranges: Readonly<Record<string, readonly [number, number]>> = {
      pam: [0, 1000],
      ons4_satisfied: [0, 10],
      ons4_worthwhile: [0, 10],
      ons4_happy: [0, 10],
      ons4_anxious: [0, 10],
      swemwbs: [700, 3500],
      ucla3: [3, 9],
      mycaw_concern: [0, 6],
      mycaw_wellbeing: [0, 6],
    };
    expect(new Set(shipped.outcomes.map((one) => one.instrument))).toEqual(new Set(Object.keys(ranges)));
    for (const { instrument, baseline, followUp, wholeChange } of shipped.outcomes) {
      const [low, high] = ranges[instrument] ?? [Number.NaN, Number.NaN];
      for (const { score, items } of [baseline, ...(followUp === undefined ? [] : [followUp])]) {
        expect(score >= low && score <= high).toBe(true);
        const sum = items?.reduce((total, one) => total + one, 0) ?? 0;
        if (instrument === "ucla3") expect(sum).toBe(score);
        if (instrument === "swemwbs") expect(swemwbsMetric(items ?? [])).toBe(score);
        if (items !== undefined) expect(items.length).toBe(instrument === "ucla3" ? 3 : 7);
      }
      if (followUp !== undefined) expect(followUp.score - baseline.score).toBe(wholeChange);
    }
  });

  it("get lower where lower is better", () => {
    for (const instrument of ["ons4_anxious", "ucla3", "mycaw_concern", "mycaw_wellbeing"])
      expect(
        mean(large.outcomes.filter((one) => one.instrument === instrument).map((one) => one.wholeChange)),
        instrument,
      ).toBeLessThan(0);
  });

  it("convert raw sums of SWEMWBS by the published table", () => {
    expect(swemwbsMetric([1, 1, 1, 1, 1, 1, 1])).toBe(700);
    expect(swemwbsMetric([3, 3, 3, 3, 3, 3, 3])).toBe(1925);
    expect(swemwbsMetric([5, 5, 5, 5, 5, 5, 5])).toBe(3500);
    expect(() => swemwbsMetric([1, 1])).toThrow(RangeError);
  });
});

describe("contacts with general practice", () => {
  it("fall after a referral without any programme, because people are referred when they come most", () => {
    const first = new Map<SampleReferral["person"], SampleReferral>();
    for (const one of large.referrals) if (!first.has(one.person)) first.set(one.person, one);
    const fall = (planted: boolean) => {
      const here = large.healthUse.filter(({ person }) => {
        const referral = first.get(person);
        const id = referral?.unit.project?.id ?? "";
        const inside = ["SPIP16", "SPIP28"].includes(id) && windowOf(referral?.received ?? 0) !== "before";
        return planted ? inside : referral?.unit.project === undefined;
      });
      return mean(here.map((one) => one.after - one.before));
    };
    expect(fall(false)).toBeLessThan(-1.2);
    // The projects with an effect fall a little more, far less than a comparison of before and after alone says.
    expect(fall(true)).toBeLessThan(fall(false));
    expect(fall(true)).toBeGreaterThan(fall(false) - 0.6);
  });

  it("are counted for people whom a practice knows, with six months on either side", () => {
    const first = new Map<SampleReferral["person"], number>();
    for (const one of shipped.referrals) if (!first.has(one.person)) first.set(one.person, one.received);
    expect(shipped.healthUse.length).toBeGreaterThan(5_000);
    for (const { person, system, before: earlier, after: later } of shipped.healthUse) {
      expect(person.nhsNumber).not.toBe(undefined);
      expect(["systmone", "emis"]).toContain(system);
      expect((first.get(person) ?? Number.NaN) + 183).toBeLessThanOrEqual(DATA_DAY);
      expect(earlier >= 0 && later >= 0).toBe(true);
    }
  });
});

describe("programme.yaml of the sample", () => {
  let programme: ReturnType<typeof programmeSchema.parse>;
  beforeAll(() => {
    programme = programmeSchema.parse(parse(sampleProgrammeYaml()));
  });

  it("sets every project against the networks of its board that have none", () => {
    expect(programme.projects.map((one) => one.id)).toEqual(sampleProjects.map((one) => one.id));
    for (const project of programme.projects) {
      const pcns = programme.areas.pcns.filter((one) => project.comparator?.pcns.includes(one.code));
      expect(pcns.length, project.id).toBeGreaterThanOrEqual(4);
      expect(new Set(pcns.map((one) => one.icb)), project.id).toEqual(new Set([project.icb]));
      for (const pcn of pcns)
        expect(sampleUnits.find((unit) => unit.pcn === pcn.code)?.project, pcn.code).toBe(undefined);
      expect(project.measures.length, project.id).toBeGreaterThanOrEqual(3);
      expect(project.grant).toBe(10_000);
    }
  });

  it("gives SPIP26 a population that adds up to the list of its network", () => {
    const population = programme.projects.find((one) => one.id === "SPIP26")?.target?.population;
    const unit = sampleUnits.find((one) => one.project?.id === "SPIP26");
    expect((population?.target ?? 0) + (population?.others ?? 0)).toBe(unit?.listSize);
  });

  it("names instruments it declares, PAM first, and a source for each change that matters", () => {
    const ids = programme.instruments.map((one) => one.id);
    expect(ids[0]).toBe("pam");
    expect(new Set(shipped.outcomes.map((one) => one.instrument))).toEqual(new Set(ids));
    for (const { measures } of programme.projects)
      for (const { instrument } of measures) if (instrument !== "") expect(ids).toContain(instrument);
    expect(
      programme.instruments.filter((one) => one.meaningful_change.points > 1).map((one) => one.id),
    ).toEqual(["pam", "swemwbs"]);
  });

  it("has case studies of services it declares, one withdrawn and one for inside only", () => {
    const studies = parse(caseStudiesYaml()) as {
      service: string;
      project: string;
      consent: { scope: string; withdrawn_on?: string };
    }[];
    for (const { service, project } of studies)
      expect(programme.projects.find((one) => one.id === project)?.service).toBe(service);
    expect(studies.filter((one) => one.consent.withdrawn_on !== undefined).length).toBe(1);
    expect(studies.filter((one) => one.consent.scope === "internal").length).toBe(1);
    expect(studies.length).toBe(8);
  });
});

describe("the scale of the sample", () => {
  it("rises from 0.0 to 100.0 in 40 scores of one decimal", () => {
    expect(attainableScores.length).toBe(40);
    expect([attainableScores[0], attainableScores.at(-1)]).toEqual([0, 1000]);
    for (const [index, score] of attainableScores.entries()) {
      expect(Number.isInteger(score)).toBe(true);
      if (index > 0) expect(score).toBeGreaterThan(attainableScores[index - 1] ?? Number.NaN);
    }
  });

  it("takes the nearest attainable score", () => {
    expect(nearestScore(-12)).toBe(0);
    expect(nearestScore(140)).toBe(1000);
    for (const score of attainableScores) expect(nearestScore(score / 10 + 0.1)).toBe(score);
  });
});

describe("NHS numbers of the sample", () => {
  it.each([
    // Valid numbers of the nhs-number package's tests and of the NHS Data Dictionary.
    ["931331712", 5],
    ["546606689", 3],
    ["999999999", 9],
    ["987654321", 0],
  ])("%s has the check digit %i", (nine, digit) => {
    expect(nhsCheckDigit(nine)).toBe(digit);
  });

  it("never repeat, and all begin with 999", () => {
    const numbers = [...syntheticNhsNumbers(123)];
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(900_000);
    expect(numbers.every((number) => /^999\d{7}$/.test(number))).toBe(true);
  });

  it("fail once the check digit is wrong", () => {
    for (const [number] of Array.from({ length: 20 }, (_, k) => [...take(syntheticNhsNumbers(k), 1)])) {
      const wrong = withWrongCheckDigit(number ?? "");
      expect(wrong.slice(0, 9)).toBe(number?.slice(0, 9));
      expect(Number(wrong[9])).not.toBe(nhsCheckDigit(wrong.slice(0, 9)));
    }
  });
});

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}
