import { z } from "zod";
import { date, flag, text } from "./column.ts";

/** A person who is trained into work with a service, such as a maternity support worker or a volunteer. */
export const trainee = z
  .strictObject({
    staff_key: text("Trainee", "Keyed pseudonym."),
    service: text("Service"),
    project: text("Project"),
    role: text("Role trained for"),
    volunteer: flag("Volunteer"),
    lived_experience: flag("Has lived experience"),
    started: date("Started"),
    trained: date("Completed training"),
    placed: date("Placed"),
    progressed: date("Progressed", "To employment, or to further training in health care."),
  })
  .describe(
    "A person who is trained into work with a service, such as a maternity support worker or a volunteer.",
  );
