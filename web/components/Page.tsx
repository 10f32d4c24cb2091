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
  /** Of its heading: 2 where it stands on another page, which has the one of the first level. */
  level?: 1 | 2;
  children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <Stack
      gap="6"
      width="full"
      maxWidth={props.width ?? "page"}
      // A form that has an image beside it is wider by that.
      css={{ "&:has([data-image]:not(:empty))": { maxWidth: "page" } }}
    >
      <Row justifyContent="space-between" flexWrap="wrap">
        <Title as={props.level === 2 ? "h2" : "h1"}>{props.title}</Title>
        {props.actions}
      </Row>
      {props.children}
    </Stack>
  );
}
