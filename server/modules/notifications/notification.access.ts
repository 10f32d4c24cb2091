import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import type { Device } from "./device.entity.js";
import { deviceForViewer } from "./device.loader.js";
import type { Notification } from "./notification.entity.js";
import { notificationForViewer } from "./notification.loader.js";

/** The notification, if it is the viewer's own and still theirs to read; null for every other id. */
export async function visibleNotification(ctx: AppContext, id: string): Promise<Notification | null> {
  void ctx.viewer;
  return isId("ntf", id) ? ctx.loader(notificationForViewer).load(id) : null;
}

/** The device, if it is the viewer's own; null for every other id. */
export async function visibleDevice(ctx: AppContext, id: string): Promise<Device | null> {
  void ctx.viewer;
  return isId("dev", id) ? ctx.loader(deviceForViewer).load(id) : null;
}
