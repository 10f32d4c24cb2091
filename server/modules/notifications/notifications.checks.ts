import { sqlCheck } from "../../platform/checks.js";

/** What somebody is told of stands in the log. */
const EVENTS_ARE_THERE = `
  select n.group_id, n.id as subject_id, format('It stands for event %s, which there is not.', n.seq) as message
  from notifications n left join group_events e on e.group_id = n.group_id and e.seq = n.seq
  where n.group_id is not null and ($1::text is null or n.group_id = $1) and n.seq is not null and e.seq is null`;

/** Whoever listens goes on behind the number of the last change: one beyond it would never be heard. */
const NUMBERS_WERE_GIVEN = `
  select n.group_id, n.id as subject_id, format('It has the number %s, of %s that were given.', n.number, p.number) as message
  from notifications n left join notification_people p on p.user_id = n.user_id
  where n.group_id is not null and ($1::text is null or n.group_id = $1) and n.number > coalesce(p.number, 0)`;

export const notificationChecks = [
  sqlCheck("NOTIFICATION_EVENT", EVENTS_ARE_THERE),
  sqlCheck("NOTIFICATION_NUMBER", NUMBERS_WERE_GIVEN),
];
