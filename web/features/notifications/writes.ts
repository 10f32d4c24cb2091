import { graphql } from "../../gql/index.js";
import { write } from "../../lib/write.js";

/** Says that notifications were read: some, or all. */
export const useNotificationRead = write(
  graphql(`
    mutation NotificationRead($input: NotificationReadInput!) {
      notificationRead(input: $input) {
        __typename
        ...Refused @unmask
        ... on NotificationReadPayload { user { id unreadNotifications } notifications { id readAt } }
      }
    }
  `),
  ({ user }) => user.unreadNotifications,
);

/** Chooses how one is told about one kind of thing. */
export const useNotificationPreferenceSet = write(
  graphql(`
    mutation NotificationPreferenceSet($input: NotificationPreferenceSetInput!) {
      notificationPreferenceSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on NotificationPreferenceSetPayload {
          user { id unreadNotifications notificationPreferences { kind inApp email push sms } }
        }
      }
    }
  `),
  ({ user }) => user.id,
);

/** Chooses when one is not disturbed, and when mails of a day or a week come. */
export const useQuietHoursSet = write(
  graphql(`
    mutation QuietHoursSet($input: QuietHoursSetInput!) {
      quietHoursSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on QuietHoursSetPayload { user { id quietHours { from to } digestAt } }
      }
    }
  `),
  ({ user }) => user.id,
);

/** Silences a group, or has it told of again. */
export const useGroupMuteSet = write(
  graphql(`
    mutation GroupMuteSet($input: GroupMuteSetInput!) {
      groupMuteSet(input: $input) {
        __typename
        ...Refused @unmask
        ... on GroupMuteSetPayload { group { id viewerMutedUntil } }
      }
    }
  `),
  ({ group }) => group.viewerMutedUntil ?? null,
);

/** Adds this browser, or a phone. */
export const useDeviceAdd = write(
  graphql(`
    mutation DeviceAdd($input: DeviceAddInput!) {
      deviceAdd(input: $input) {
        __typename
        ...Refused @unmask
        ... on DeviceAddPayload { device { id kind name state } user { id devices { id } } }
      }
    }
  `),
  ({ device }) => device,
  { requestId: false },
);

/** Sends back the code that a phone was sent. */
export const useDeviceConfirm = write(
  graphql(`
    mutation DeviceConfirm($input: DeviceConfirmInput!) {
      deviceConfirm(input: $input) {
        __typename
        ...Refused @unmask
        ... on DeviceConfirmPayload { device { id state } }
      }
    }
  `),
  ({ device }) => device,
);

/** Takes a browser or a phone off the list. */
export const useDeviceRemove = write(
  graphql(`
    mutation DeviceRemove($input: DeviceRemoveInput!) {
      deviceRemove(input: $input) {
        __typename
        ...Refused @unmask
        ... on DeviceRemovePayload { user { id devices { id } } }
      }
    }
  `),
  ({ user }) => user.id,
);

/** Has mail sent again to an address that had refused it. */
export const useEmailResume = write(
  graphql(`
    mutation EmailResume($input: EmailResumeInput!) {
      emailResume(input: $input) {
        __typename
        ...Refused @unmask
        ... on EmailResumePayload { user { id emailStoppedAt } }
      }
    }
  `),
  ({ user }) => user.id,
);

/** Reminds somebody of what they owe; tried first, it says in which words. */
export const useNudgeSend = write(
  graphql(`
    mutation NudgeSend($input: NudgeSendInput!) {
      nudgeSend(input: $input) {
        __typename
        ...Refused @unmask
        ... on ConflictError { reason }
        ... on NudgeSendPayload { text }
      }
    }
  `),
  ({ text }) => text,
  {
    refusal: (refusal) =>
      refusal.__typename === "ConflictError"
        ? { kind: "refused", message: refusal.message, code: `reminder.${refusal.reason}` }
        : null,
  },
);
