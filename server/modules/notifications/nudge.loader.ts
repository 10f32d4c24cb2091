import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";
import { announcedText } from "./notification-text.js";

/** What somebody is told whom the viewer has reminded last of this debt, in their own language. */
export async function nudgeText(
  reader: Reader,
  viewer: Viewer,
  debt: { readonly groupId: string; readonly toMemberId: string; readonly currency: string },
): Promise<string> {
  const [reminder] = await reader.rows<{
    fromId: string;
    from: string;
    groupName: string;
    minor: string;
    locale: string;
  }>(
    `select n.to_member_id as from_id, c.name as "from", case when g.kind = 'PAIR' then c.name else g.name end as group_name,
       n.amount::text as minor, d.locale
     from nudges n join groups g on g.id = n.group_id
     join members m on m.group_id = n.group_id and m.id = n.from_member_id join users d on d.id = m.user_id
     join members v on v.group_id = n.group_id and v.id = n.to_member_id join users c on c.id = v.user_id
     where n.group_id = $1 and n.from_member_id = $2 and n.currency = $3 and v.user_id = $4 and v.left_at is null`,
    [debt.groupId, debt.toMemberId, debt.currency, viewer.userId],
  );
  if (!reminder) return "";
  const { fromId, minor, locale, ...names } = reminder;
  return announcedText({ of: "reminder", fromId, amount: { minor, currency: debt.currency } }, names, locale);
}
