import { chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { Row, Stack } from "./Layout.js";
import { useTitle } from "./use-title.js";

const Title = chakra("h1", { base: { fontSize: { base: "xl", md: "2xl" }, minWidth: "0" } });

/** A page: its one h1, its own title in the tab, and what can be done on it. */
export function Page(props: {
  title: string;
  actions?: ReactNode;
  width?: "page" | "text" | "form";
  children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <Stack gap="6" width="full" maxWidth={props.width ?? "page"} marginInline="auto">
      <Row justifyContent="space-between" flexWrap="wrap">
        <Title>{props.title}</Title>
        {props.actions}
      </Row>
      {props.children}
    </Stack>
  );
}
