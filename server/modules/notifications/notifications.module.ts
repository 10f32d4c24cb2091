import type { Module } from "../../platform/module.js";
import { sqlRetention } from "../../platform/retention.js";
import { forgetPerson } from "./account-end.service.js";
import { codeJob } from "./code.job.js";
import { deliveriesGivenUp } from "./delivery.service.js";
import { Device } from "./device.entity.js";
import { mailJob } from "./mail.job.js";
import { mailRouter } from "./mail.router.js";
import { DeviceAddResolver } from "./mutations/deviceAdd.js";
import { DeviceConfirmResolver } from "./mutations/deviceConfirm.js";
import { DeviceRemoveResolver } from "./mutations/deviceRemove.js";
import { EmailResumeResolver } from "./mutations/emailResume.js";
import { GroupMuteSetResolver } from "./mutations/groupMuteSet.js";
import { NotificationPreferenceSetResolver } from "./mutations/notificationPreferenceSet.js";
import { NotificationReadResolver } from "./mutations/notificationRead.js";
import { NudgeSendResolver } from "./mutations/nudgeSend.js";
import { QuietHoursSetResolver } from "./mutations/quietHoursSet.js";
import { noticeJob } from "./notice.job.js";
import { visibleDevice, visibleNotification } from "./notification.access.js";
import { Delivery, Notification } from "./notification.entity.js";
import { DeliveryFields, NotificationFields } from "./notification.fields.js";
import { GroupMuteFields, UserNotificationFields } from "./notification-settings.fields.js";
import { notificationChecks } from "./notifications.checks.js";
import { notifyFollower } from "./notify.follower.js";
import { sealsAnew } from "./sealing.service.js";
import { announceSecurity } from "./security.service.js";
import { NotificationSettings } from "./settings.js";
import { ViewerNotificationsResolver } from "./subscriptions/viewerNotifications.js";

/** So long somebody can look up what they were told. */
const KEPT = "180 days";

export const notifications: Module = {
  name: "notifications",
  ids: { ntf: Notification, dev: Device },
  entities: [Notification, Delivery, Device],
  tables: ["notification_people", "notification_preferences", "group_mutes", "nudges", "code_messages"],
  settings: NotificationSettings,
  resolvers: [
    NotificationFields,
    DeliveryFields,
    UserNotificationFields,
    GroupMuteFields,
    ViewerNotificationsResolver,
    NotificationReadResolver,
    NotificationPreferenceSetResolver,
    QuietHoursSetResolver,
    EmailResumeResolver,
    GroupMuteSetResolver,
    DeviceAddResolver,
    DeviceConfirmResolver,
    DeviceRemoveResolver,
    NudgeSendResolver,
  ],
  nodes: { ntf: visibleNotification, dev: visibleDevice },
  followers: [notifyFollower],
  jobs: [mailJob, noticeJob, codeJob],
  routes: [{ path: "/mail", router: mailRouter }],
  endAccount: forgetPerson,
  checks: notificationChecks,
  accountNews: announceSecurity,
  retention: [
    sqlRetention("notifications", "notifications", `old.at < now() - interval '${KEPT}'`),
    sealsAnew,
    deliveriesGivenUp,
    sqlRetention("silent groups", "group_mutes", "old.until < now()"),
    sqlRetention("reminders", "nudges", "old.at < now() - interval '7 days'"),
    sqlRetention("code messages", "code_messages", "old.at < now() - interval '2 days'"),
    sqlRetention(
      "devices that are gone",
      "devices",
      "old.state <> 'ACTIVE' and coalesce(old.last_used_at, old.created_at) < now() - interval '30 days'",
    ),
  ],
};
