import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { GroupEvent } from "../activity/group-event.entity.js";
import { Group } from "../groups/group.entity.js";
import { groupForViewer } from "../groups/group.loader.js";
import { userById } from "../users/user.loader.js";
import { Device } from "./device.entity.js";
import { deviceForViewer } from "./device.loader.js";
import { Delivery, Notification } from "./notification.entity.js";
import { deliveriesByNotification, eventByNotification, notificationPage } from "./notification.loader.js";
import { factsByNotification } from "./notification-facts.loader.js";
import { notificationPath, notificationText } from "./notification-text.js";

const NotificationConnection = connectionOf(Notification, "Notification");

@ArgsType()
class NotificationsArguments extends PageArguments {
  @Field(() => Boolean, { nullable: true, description: "Only unread ones, or only those that were read." })
  unread?: boolean | null;
}

@Resolver(() => Notification)
export class NotificationFields {
  @Query(() => NotificationConnection, {
    description:
      "What the viewer is told, newest first. Of a group that they are not in any more there is nothing but that they owe again there.",
  })
  async notifications(
    @Args() { first, after, unread }: NotificationsArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<Notification>> {
    const size = pageSize(first);
    const [at = null, id = null] = valuesOf(after, ["instant", "text"]) ?? [];
    const { userId } = ctx.viewer;
    const rows = await notificationPage(ctx.reader, userId, { unread: unread ?? null, at, id, limit: size + 1 });
    return pageOf(rows, size, after, (notification) => cursorOf([notification.at.toISOString(), notification.id]));
  }

  @ViewersOwn()
  @FieldResolver(() => GroupEvent, {
    nullable: true,
    description: "The last event that it stands for; null where it stands for none, or the viewer has left the group.",
  })
  event(@Root() { id }: Notification, @Ctx() ctx: AppContext): Promise<GroupEvent | null> {
    return ctx.loader(eventByNotification).load(id);
  }

  @ViewersOwn()
  @FieldResolver(() => Group, {
    nullable: true,
    description: "Where it happened; null where it belongs to no group, or the viewer has left it.",
  })
  group(@Root() { groupId }: Notification, @Ctx() ctx: AppContext): Promise<Group | null> | null {
    return groupId === null ? null : ctx.loader(groupForViewer).load(groupId);
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => String, {
    description: "What happened, in one line, in the viewer's language, as it was at the last event.",
  })
  async text(@Root() { id, userId }: Notification, @Ctx() ctx: AppContext): Promise<string> {
    const facts = await ctx.loader(factsByNotification).load(id);
    return notificationText(facts, (await ctx.loader(userById).load(userId))!.locale);
  }

  @ViewersOwn()
  @FieldResolver(() => String, { description: "The page of the very thing, built from PUBLIC_URL." })
  async url(@Root() { id }: Notification, @Ctx() ctx: AppContext): Promise<string> {
    const facts = await ctx.loader(factsByNotification).load(id);
    return new URL(notificationPath(facts), ctx.services.publicUrl).href;
  }

  @Cost(2)
  @ViewersOwn()
  @FieldResolver(() => [Delivery], { description: "On which ways it leaves, or has left, beside this list." })
  deliveries(@Root() { id }: Notification, @Ctx() ctx: AppContext): Promise<Delivery[]> {
    return ctx.loader(deliveriesByNotification).load(id);
  }
}

@Resolver(() => Delivery)
export class DeliveryFields {
  @ViewersOwn()
  @FieldResolver(() => Device, {
    nullable: true,
    description: "Where to; null for mail, and for one that was removed.",
  })
  device(@Root() { deviceId }: Delivery, @Ctx() ctx: AppContext): Promise<Device | null> | null {
    return deviceId === "" ? null : ctx.loader(deviceForViewer).load(deviceId);
  }
}
