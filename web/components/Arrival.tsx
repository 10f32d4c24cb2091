import { chakra } from "@chakra-ui/react";
import { type ReactNode, useEffect, useRef } from "react";

/** Takes the focus when it appears: what had it is gone, and the next key press should begin here. */
export function Arrival(props: { children: ReactNode }) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <chakra.div ref={here} tabIndex={-1} outline="none">
      {props.children}
    </chakra.div>
  );
}
