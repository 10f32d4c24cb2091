import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useRouteError } from "react-router";
import { Failure } from "../components/Boundary.js";
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

/** What every page stands in. */
export function Root() {
  const { t } = useTranslation();
  return (
    <>
      <SkipLink href="#main">{t("nav.skip")}</SkipLink>
      <Outlet />
      <Toaster />
      <ScrollRestoration />
    </>
  );
}

/** For a page of the app that could not be loaded; the shell around it stays. */
export function PageFailure() {
  return <Failure error={useRouteError()} retry={() => location.reload()} />;
}

/** For what no page's own boundary caught: most often a part of the app that could not be loaded. */
export function RootFailure() {
  const error = useRouteError();
  return (
    <chakra.main id="main" padding="6">
      <Failure error={error} retry={() => location.reload()} />
    </chakra.main>
  );
}
