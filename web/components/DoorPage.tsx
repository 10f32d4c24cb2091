import { Box, chakra } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { Muted, Stack, Surface } from "./Layout.js";
import { useTitle } from "./use-title.js";

/** A page for those who are not in yet: one sheet in the middle. */
export function DoorPage(props: { title: string; text?: ReactNode; below?: ReactNode; children: ReactNode }) {
  useTitle(props.title);
  return (
    <chakra.main
      id="main"
      tabIndex={-1}
      minHeight="100dvh"
      display="grid"
      placeItems="center"
      padding="4"
      outline="none"
    >
      <Stack gap="6" width="full" maxWidth="96" paddingBlock="8">
        <Box>
          <chakra.span display="inline-flex" alignItems="center" gap="2" asChild>
            {/* The landing is a document of its own. */}
            <a href="/">
              <img src="/favicon.svg" alt="" width={28} height={28} /> Expense Tracker
            </a>
          </chakra.span>
        </Box>
        <Stack gap="2">
          <chakra.h1 fontSize="2xl">{props.title}</chakra.h1>
          {props.text && <Muted>{props.text}</Muted>}
        </Stack>
        <Surface>{props.children}</Surface>
        {props.below}
      </Stack>
    </chakra.main>
  );
}
