import { useTranslation } from "react-i18next";
import { Heading, Muted, Stack, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { DeviceList } from "../features/notifications/DeviceList.js";
import { EmailStopped } from "../features/notifications/EmailStopped.js";
import { PreferenceList } from "../features/notifications/PreferenceList.js";
import { QuietHoursForm } from "../features/notifications/QuietHoursForm.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";
import { cityOf } from "../lib/zone-name.js";

const NotificationSettingsPage = graphql(`
  query NotificationSettingsPage {
    viewer {
      id
      email
      emailStoppedAt
      timeZone
      digestAt
      quietHours {
        from
        to
      }
      notificationPreferences {
        kind
        inApp
        email
        push
        sms
      }
      devices {
        id
        kind
        name
        state
        createdAt
      }
    }
    notificationChannels {
      pushKey
      sms
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("notifications").catch(() => undefined);

export function Component() {
  useWords("notifications");
  const { t } = useTranslation();
  const { data } = usePageQuery(NotificationSettingsPage, {});
  if (!data?.viewer) return <Skeleton heading />;
  const { viewer, notificationChannels } = data;
  return (
    <Page
      title={t("notifications.settingsTitle")}
      width="text"
      actions={<TextLink to="/profile">{t("nav.profile")}</TextLink>}
    >
      {viewer.emailStoppedAt && <EmailStopped since={viewer.emailStoppedAt} email={viewer.email ?? ""} />}
      <Surface aria-labelledby="devices">
        <Stack>
          <Heading id="devices">{t("notifications.devices")}</Heading>
          <DeviceList devices={viewer.devices} channels={notificationChannels} />
        </Stack>
      </Surface>
      <Surface aria-labelledby="quiet">
        <Stack>
          <Heading id="quiet">{t("notifications.hours")}</Heading>
          <Muted>{t("notifications.zone", { zone: cityOf(viewer.timeZone) })}</Muted>
          <QuietHoursForm viewer={viewer} />
        </Stack>
      </Surface>
      <Surface aria-labelledby="kinds">
        <Heading id="kinds">{t("notifications.kinds")}</Heading>
        <Muted>{t("notifications.kindsText")}</Muted>
        <PreferenceList preferences={viewer.notificationPreferences} hasSms={notificationChannels.sms} />
      </Surface>
    </Page>
  );
}
