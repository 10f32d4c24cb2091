import { chakra } from "@chakra-ui/react";

/** What is wrong with a part of a form that no single field can say; nothing where nothing is. */
export function Fault({ id, text, wide }: { id?: string; text: string | undefined; wide?: boolean }) {
  if (!text) return null;
  return (
    <chakra.p id={id} role="alert" color="fg.danger" fontSize="sm" gridColumn={wide ? "1 / -1" : undefined}>
      {text}
    </chakra.p>
  );
}
