import { z } from "zod";
import { date, integer, text } from "./column.ts";

/** A piece of work for one person, from the day it was received. */
export const referral = z
  .strictObject({
    referral_key: text("Referral", "Source system and its referral number; not an identifier of a person."),
    person_key: text("Person"),
    source_referral_id: text("Referral number in the source system"),
    received_date: date("Received"),
    received_time: text("Time received", "`HH:MM`, where recorded."),
    service: text("Service"),
    pcn: text("Primary Care Network", "ODS code."),
    project: text("Project"),
    borough: text("Borough", "ONS code."),
    icb: text("Integrated Care Board", "ODS code."),
    source: text("Source of referral"),
    urgency: text("Urgency"),
    tier: integer("Tier", "0–3, as My Care My Way uses it."),
    status: text("Status"),
    declined_reason: text("Reason declined"),
    closed_date: date("Closed"),
    closed_reason: text("Reason closed"),
    link_worker: text("Link worker", "Keyed pseudonym of a member of staff."),
  })
  .describe("A piece of work for one person, from the day it was received.");

/** Why a person was referred. Many per referral. */
export const reason = z
  .strictObject({
    referral_key: text("Referral"),
    reason: text("Reason", "Code of the reason list."),
  })
  .describe("Why a person was referred. Many per referral.");
