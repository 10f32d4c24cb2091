import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import type { Reader } from "../../platform/reader.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { linkUntil } from "../uploads/link-until.js";
import { User } from "../users/user.entity.js";
import { isSelf } from "../users/user.fields.js";

/** The pictures of those whom the viewer shares a group with now, and their own; null for everybody else. */
function pictureForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, string | null>(async (userIds) => {
    const rows = await reader.rows<{ id: string; avatarKey: string }>(
      `select u.id, u.avatar_key from users u
       where u.id = any($1) and u.avatar_key is not null and (u.id = $2 or exists (
         select from members theirs
         join members own on own.group_id = theirs.group_id and own.user_id = $2 and own.left_at is null
         where theirs.user_id = u.id and theirs.left_at is null))`,
      [userIds, viewer?.userId ?? null],
    );
    const byId = new Map(rows.map(({ id, avatarKey }) => [id, avatarKey]));
    return userIds.map((id) => byId.get(id) ?? null);
  });
}

@Resolver(() => User)
export class ProfileFields {
  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "A link to a picture, a JPEG of at most 320 pixels across, good for a quarter of an hour; null where there is none, and for whoever shares no group with this person now.",
  })
  async avatarUrl(@Root() { id }: User, @Ctx() ctx: AppContext): Promise<string | null> {
    const key = await ctx.loader(pictureForViewer).load(id);
    if (key === null) return null;
    const expiresAt = linkUntil(Date.now());
    return ctx.services.storage.signedUrl({ key, contentType: "image/jpeg", fileName: "picture.jpg", expiresAt });
  }

  @ViewersOwn()
  @FieldResolver(() => String, { nullable: true, description: "What they do. Null for everyone but oneself." })
  occupation(@Root() user: User, @Ctx() ctx: AppContext): string | null {
    return isSelf(user, ctx) ? user.occupation : null;
  }

  @ViewersOwn()
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where they live, as two letters of ISO 3166-1, such as "PT". Null for everyone but oneself.',
  })
  country(@Root() user: User, @Ctx() ctx: AppContext): string | null {
    return isSelf(user, ctx) ? user.country : null;
  }
}
