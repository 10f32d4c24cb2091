import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";
import { Boundary } from "../components/Boundary.js";
import { Toaster } from "../components/Toaster.js";

const SkipLink = chakra("a", {
  base: {
    position: "fixed",
    zIndex: "skip",
    top: "-20",
    insetStart: "4",
    padding: "3",
    bg: "surface",
    color: "fg",
    borderRadius: "control",
    boxShadow: "float",
    _focusVisible: { top: "4" },
  },
});

const Alone = chakra("main", { base: { padding: "6" } });

/** What every page stands in. */
export function Root() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <>
      <SkipLink href="#main" data-print="no">
        {t("nav.skip")}
      </SkipLink>
      <Boundary place={pathname} frame={(failure) => <Alone id="main">{failure}</Alone>}>
        <Outlet />
      </Boundary>
      <Toaster />
    </>
  );
}
