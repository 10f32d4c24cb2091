import { useQuery } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Bell } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Unseen } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";

const UnreadNotifications = graphql(`
  query UnreadNotifications {
    viewer {
      id
      unreadNotifications
    }
  }
`);

const Frame = chakra("span", { base: { position: "relative", display: "inline-flex" } });
const Count = chakra("span", {
  base: {
    position: "absolute",
    top: "-2",
    insetStart: "2.5",
    minWidth: "4",
    paddingInline: "1",
    borderRadius: "chip",
    bg: "fg.danger",
    color: "surface",
    fontSize: "0.625rem",
    fontWeight: "semibold",
    lineHeight: "1rem",
    textAlign: "center",
    // Seen where the system paints all colours over.
    outline: "1px solid transparent",
  },
});

const COUNT_MAX = 99;

/** A bell with how many notifications are unread. */
export function UnreadBadge(props: { size: number; skip?: boolean }) {
  const { t } = useTranslation();
  const { data } = useQuery(UnreadNotifications, { skip: props.skip ?? false });
  const unread = data?.viewer?.unreadNotifications ?? 0;
  return (
    <>
      <Frame aria-hidden>
        <Bell size={props.size} />
        {unread > 0 && <Count>{unread > COUNT_MAX ? `${COUNT_MAX}+` : unread}</Count>}
      </Frame>
      {unread > 0 && <Unseen>{t("nav.unread", { count: unread })}</Unseen>}
    </>
  );
}
