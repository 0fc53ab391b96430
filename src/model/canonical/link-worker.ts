import { z } from "zod";
import { date, decimal, flag, text } from "./column.ts";

/** A post held by a link worker or another member of staff. FTE adds over posts; heads do not. */
export const linkWorker = z
  .strictObject({
    staff_key: text("Member of staff", "Keyed pseudonym; null where the source has no identifier."),
    assignment: text("Assignment", "One row an assignment."),
    post: text("Post", "Pseudonym of the number that everybody who holds the post shares."),
    role: text("Role", "link_worker, care_navigator, care_coordinator, volunteer, manager or other."),
    detailed_role: text("Detailed role"),
    pcn: text("Primary Care Network", "ODS code; U is unallocated."),
    icb: text("Integrated Care Board"),
    region: text("Region"),
    service: text("Service"),
    employer: text("Employer"),
    fte: decimal("Full-time equivalent"),
    started: date("Started"),
    left: date("Left"),
    leaving_reason: text("Reason for leaving"),
    volunteer: flag("Volunteer"),
  })
  .describe("A post held by a link worker or another member of staff. FTE adds over posts; heads do not.");
