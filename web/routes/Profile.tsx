import { useTranslation } from "react-i18next";
import { SegmentField } from "../components/Field.js";
import { Heading, Stack, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { KeepForm } from "../features/profile/KeepForm.js";
import { PasswordForm } from "../features/profile/PasswordForm.js";
import { ProfileForm } from "../features/profile/ProfileForm.js";
import { SessionList } from "../features/session/SessionList.js";
import { SignOutButton } from "../features/session/SignOutButton.js";
import { ShortcutSwitch } from "../features/shortcuts/ShortcutSwitch.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";
import { chooseTheme, type ThemeChoice, useThemeChoice } from "../lib/theme-choice.js";

const ProfilePage = graphql(`
  query ProfilePage {
    viewer {
      id
      guestUntil
      ...ProfileForm_user
      ...SessionList_user
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("notifications").catch(() => undefined);

const THEMES: readonly ThemeChoice[] = ["system", "light", "dark"];

export function Component() {
  useWords("notifications");
  const { t } = useTranslation();
  const theme = useThemeChoice();
  const { data } = usePageQuery(ProfilePage, {});
  if (!data?.viewer) return <Skeleton heading />;
  const { guestUntil } = data.viewer;
  return (
    <Page title={t("nav.profile")} width="form">
      {guestUntil && (
        <Surface aria-labelledby="keep">
          <Stack>
            <Heading id="keep">{t("guest.title")}</Heading>
            <KeepForm guestUntil={guestUntil} />
          </Stack>
        </Surface>
      )}
      <Surface>
        <ProfileForm user={data.viewer} />
      </Surface>
      <Surface aria-labelledby="told">
        <Stack>
          <Heading id="told">{t("nav.notifications")}</Heading>
          <TextLink to="/profile/notifications">{t("profile.notifications")}</TextLink>
        </Stack>
      </Surface>
      <Surface aria-labelledby="appearance">
        <Stack>
          <Heading id="appearance">{t("profile.appearance")}</Heading>
          <SegmentField
            label={t("profile.theme")}
            value={theme}
            onChange={(choice) => chooseTheme(choice as ThemeChoice)}
            choices={THEMES.map((choice) => ({ value: choice, label: t(`theme.${choice}`) }))}
          />
          <ShortcutSwitch />
        </Stack>
      </Surface>
      {!guestUntil && (
        <Surface aria-labelledby="password">
          <Stack>
            <Heading id="password">{t("account.password")}</Heading>
            <PasswordForm />
          </Stack>
        </Surface>
      )}
      <Surface aria-labelledby="sessions">
        <Stack>
          <Heading id="sessions">{t("sessions.title")}</Heading>
          <SessionList user={data.viewer} />
        </Stack>
      </Surface>
      <Surface aria-labelledby="session">
        <Stack>
          <Heading id="session">{t("profile.session")}</Heading>
          <SignOutButton isGuest={Boolean(guestUntil)} />
        </Stack>
      </Surface>
    </Page>
  );
}
