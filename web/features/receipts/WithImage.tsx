import { chakra } from "@chakra-ui/react";
import { createContext, type ReactNode, useState } from "react";

/** Where an image can stand that belongs to what is being entered; null where there is no such place. */
export const ImagePlace = createContext<HTMLElement | null>(null);

const Columns = chakra("div", {
  base: {
    display: "grid",
    gap: { base: "4", lg: "8" },
    gridTemplateColumns: "minmax(0, 1fr)",
    alignItems: "start",
    "&:has(> [data-image]:not(:empty))": { gridTemplateColumns: { lg: "minmax(0, 35rem) minmax(18rem, 1fr)" } },
  },
});
const Beside = chakra("div", {
  base: {
    order: { base: -1, lg: 1 },
    position: { lg: "sticky" },
    top: { lg: "6" },
    minWidth: "0",
    "&:empty": { display: "none" },
    // One after the other would push the form away: the last of them is the one that it is about.
    "& > :not(:last-child)": { display: "none" },
  },
});

/** A form with a place for an image: beside it where there is room, else above. As long as there is none, it takes none. */
export function WithImage({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <ImagePlace value={place}>
      <Columns>
        {children}
        <Beside ref={setPlace} data-image />
      </Columns>
    </ImagePlace>
  );
}
