import type { MeasureEntry } from "../library.ts";
import { NOT_DUE, share } from "./share-entry.ts";

/** What people wanted, were sent on to and got, and what they wait for: of the whole programme, in reading order. */
export const supportMenuMeasures: readonly MeasureEntry[] = [
  share("share of referrals")({
    id: "share_with_reason",
    title: "Reason for the referral",
    polarity: "neither",
    definition: "Of the referrals with any reason recorded, the share with this reason.",
    numerator: "Referrals with this reason",
    denominator: "Referrals with at least one reason recorded",
    caveat: "A referral may have several reasons, so the shares add up to more than all.",
  }),
  share("share of referrals")({
    id: "share_referred_to",
    title: "Kind of support",
    polarity: "neither",
    definition: "Of the referrals sent on to any activity, the share sent on to this kind.",
    numerator: "Referrals sent on to this kind of activity",
    denominator: "Referrals sent on to an activity of a known kind",
    caveat: "A referral may be sent on to several. Sent on is not yet attended.",
  }),
  share("share of referrals")({
    id: "share_support_started",
    title: "Kind of support: begun",
    polarity: "higher",
    definition:
      "Of the referrals sent on to this kind of support, the share for which it had begun by the data date.",
    numerator: "Of these referrals, those with an activity of this kind that has started",
    denominator: "Referrals sent on to this kind of activity",
    caveat: `${NOT_DUE} Not begun may mean a waiting list, a closed group, or a person who changed their mind.`,
  }),
  share("share of referrals")({
    id: "share_waiting_because",
    title: "Why support has not begun",
    polarity: "neither",
    definition:
      "Of the referrals with an activity that had not begun by the data date and a reason why, the share with this reason.",
    numerator: "Of these referrals, those with this reason",
    denominator: "Referrals with an activity that has not begun and whose reason for waiting is recorded",
    caveat:
      "Where no reason is recorded, nothing is known. A referral may wait for two kinds of support, for two reasons.",
  }),
  share("share of referrals")({
    id: "share_of_tier",
    title: "Tier of the referral",
    polarity: "neither",
    definition: "Of the referrals whose tier is recorded, the share of this tier.",
    numerator: "Referrals of this tier",
    denominator: "Referrals whose tier, 0 to 3, is recorded",
    caveat: "What a tier means is the programme’s own rule.",
  }),
  share("share of referrals")({
    id: "share_tier_started",
    title: "Tier: started an activity",
    polarity: "higher",
    definition:
      "Of the referrals of this tier, the share with an activity that had started by the data date.",
    numerator: "Referrals of this tier with an activity started",
    denominator: "Referrals of this tier",
    caveat: `People of different tiers need different things: tiers are not in competition. ${NOT_DUE}`,
  }),
  share("share of referrals")({
    id: "share_tier_completed",
    title: "Tier: completed the planned sessions",
    polarity: "higher",
    definition:
      "Of the referrals of this tier, the share with all planned sessions of an activity attended by the data date.",
    numerator: "Referrals of this tier with all planned sessions of an activity attended",
    denominator: "Referrals of this tier",
    caveat: `People of different tiers need different things: tiers are not in competition. ${NOT_DUE}`,
  }),
];
