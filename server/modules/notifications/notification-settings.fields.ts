import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Group } from "../groups/group.entity.js";
import { User } from "../users/user.entity.js";
import { isSelf } from "../users/user.fields.js";
import { Device } from "./device.entity.js";
import { devicesByUser } from "./device.loader.js";
import { unreadByUser } from "./notification.loader.js";
import { DIGEST_AT, muteByGroup, preferencesByUser, timesByUser } from "./notification-settings.loader.js";
import { NotificationPreference } from "./preference.js";
import { takesSms } from "./settings.js";
import { vapidKeys } from "./vapid.service.js";

@ObjectType({ description: "Hours in which nothing is pushed, texted or mailed at once; it leaves when they end." })
export class QuietHours {
  @Field({ description: 'When they begin, in the person\'s time zone: "22:00".' })
  readonly from!: string;

  @Field({ description: 'When they end, on the next day where that is earlier: "07:00".' })
  readonly to!: string;
}

@ObjectType({ description: "On which ways this server can tell people." })
export class NotificationChannels {
  @Field(() => String, { nullable: true, description: "The VAPID public key, for `PushManager.subscribe`." })
  readonly pushKey!: string | null;

  @Field({ description: "Whether it sends text messages." })
  readonly sms!: boolean;
}

@Resolver(() => User)
export class UserNotificationFields {
  @Cost(1)
  @Query(() => NotificationChannels, { description: "On which ways this server can tell people." })
  async notificationChannels(@Ctx() ctx: AppContext): Promise<NotificationChannels> {
    void ctx.viewer;
    const { publicKey } = await vapidKeys(ctx.services);
    return { pushKey: publicKey, sms: takesSms(ctx.services.settings) };
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => Int, { description: "How many notifications are unread; 0 for everyone but oneself." })
  unreadNotifications(@Root() user: User, @Ctx() ctx: AppContext): Promise<number> | number {
    return isSelf(user, ctx) ? ctx.loader(unreadByUser).load(user.id) : 0;
  }

  @Cost(10)
  @ViewersOwn()
  @FieldResolver(() => [NotificationPreference], {
    description: "How one wants to be told of each kind of thing; empty for everyone but oneself.",
  })
  notificationPreferences(
    @Root() user: User,
    @Ctx() ctx: AppContext,
  ): Promise<NotificationPreference[]> | NotificationPreference[] {
    return isSelf(user, ctx) ? ctx.loader(preferencesByUser).load(user.id) : [];
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => QuietHours, {
    nullable: true,
    description: "When one is not to be disturbed; null for never, and for everyone but oneself.",
  })
  async quietHours(@Root() user: User, @Ctx() ctx: AppContext): Promise<QuietHours | null> {
    if (!isSelf(user, ctx)) return null;
    const { quietFrom, quietTo } = await ctx.loader(timesByUser).load(user.id);
    return quietFrom === null ? null : { from: quietFrom, to: quietTo! };
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => String, {
    description:
      'When mails of a day or a week go out, in one\'s own time zone; "08:00" where nothing was said, and for everyone but oneself.',
  })
  async digestAt(@Root() user: User, @Ctx() ctx: AppContext): Promise<string> {
    return isSelf(user, ctx) ? (await ctx.loader(timesByUser).load(user.id)).digestAt : DIGEST_AT;
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      "Since when no notifications are mailed, because the address refused one for good; `emailResume` takes it back. Null while they are, and for everyone but oneself.",
  })
  async emailStoppedAt(@Root() user: User, @Ctx() ctx: AppContext): Promise<Date | null> {
    return isSelf(user, ctx) ? (await ctx.loader(timesByUser).load(user.id)).emailStoppedAt : null;
  }

  @Cost(5)
  @ViewersOwn()
  @FieldResolver(() => [Device], {
    description: "Where notices go beside mail, the newest first; empty for everyone but oneself.",
  })
  devices(@Root() user: User, @Ctx() ctx: AppContext): Promise<Device[]> | Device[] {
    return isSelf(user, ctx) ? ctx.loader(devicesByUser).load(user.id) : [];
  }
}

@Resolver(() => Group)
export class GroupMuteFields {
  @ViewersOwn()
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      "Until when nothing of this group is mailed, pushed or texted to the viewer; it stands in their notifications all the same. Null while it is.",
  })
  viewerMutedUntil(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Date | null> {
    return ctx.loader(muteByGroup).load(group.id);
  }
}
