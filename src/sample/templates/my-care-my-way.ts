import { DATA_DAY } from "../calendar.ts";
import type { Random } from "../random.ts";
import {
  drawSelfCare,
  PLANNED_SESSIONS,
  type SelfCareReferral,
  type SelfCareSessions,
} from "./draw-self-care.ts";
import { byPlace, type TemplateSample, trueShare, trueStages } from "./template-sample.ts";
import { writeCarePlans, writeCharityLog } from "./write-self-care.ts";

/** A review is on time up to this many days after the last session, as the template's programme.yaml has it. */
const REVIEW_WITHIN_DAYS = 14;

/** People of care planning and self-care in five stages, their exports, and the truth about them. */
export function drawMyCareMyWay(random: Random, people: number): TemplateSample {
  const referrals = drawSelfCare(random, people);
  return {
    people: referrals.length,
    referrals: referrals.length,
    truth: byPlace(referrals, truthOf),
    sources: {
      "care-plans": writeCarePlans(random, referrals),
      "charity-log": writeCharityLog(random, referrals),
    },
  };
}

const isComplete = ({ attended }: SelfCareSessions): boolean => attended === PLANNED_SESSIONS;
const numberOf = <T>(list: readonly T[], test: (one: T) => boolean): number => list.filter(test).length;

function truthOf(referrals: readonly SelfCareReferral[]) {
  return {
    stages: trueStages<SelfCareReferral>(referrals, {
      referred: () => true,
      assessed: ({ carePlan }) => carePlan !== undefined,
      referred_on: ({ sessions }) => sessions.length > 0,
      completed: ({ sessions }) => sessions.some(isComplete),
      reviewed: ({ review }) => review !== undefined,
    }),
    completed_sessions: trueShare(referrals, ({ sessions }) => {
      const started = sessions.filter(({ attended }) => attended !== undefined);
      return [numberOf(started, isComplete), started.length];
    }),
    review_on_time: trueShare(referrals, ({ sessions, review }) => {
      const due = sessions.filter(
        (one) => isComplete(one) && one.last !== undefined && DATA_DAY - one.last >= REVIEW_WITHIN_DAYS,
      );
      const late = ({ last }: SelfCareSessions): number =>
        review === undefined || last === undefined ? -1 : review.day - last;
      return [numberOf(due, (one) => late(one) >= 0 && late(one) <= REVIEW_WITHIN_DAYS), due.length];
    }),
    feedback_positive: trueShare(referrals, ({ sessions }) => {
      const rated = sessions.filter(({ feedback }) => feedback !== undefined);
      return [numberOf(rated, ({ feedback }) => (feedback ?? 0) >= 4), rated.length];
    }),
  };
}
