import { chakra } from "@chakra-ui/react";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

/** Where in a form something of a receipt can stand: its image, and what it proposes for a field. */
export type ReceiptPlaceName = "image" | "total" | "merchant" | "day";

interface Places {
  readonly elements: Partial<Record<ReceiptPlaceName, HTMLElement>>;
  readonly hold: (name: ReceiptPlaceName, element: HTMLElement | null) => void;
}

const NONE: Places = { elements: {}, hold: () => undefined };
const ReceiptPlaces = createContext(NONE);

/** The place of this name; null where there is none. */
export function useReceiptPlace(name: ReceiptPlaceName): HTMLElement | null {
  return useContext(ReceiptPlaces).elements[name] ?? null;
}

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
const Place = chakra("div", { base: { display: "grid", gap: "2", marginTop: "2", "&:empty": { display: "none" } } });

/** What a receipt proposes for the field above it. */
export function ReceiptPlace({ name }: { name: ReceiptPlaceName }) {
  const { hold } = useContext(ReceiptPlaces);
  const ref = useCallback((element: HTMLElement | null) => hold(name, element), [hold, name]);
  return <Place ref={ref} />;
}

/** A form with a place for an image: beside it where there is room, else above. As long as there is none, it takes none. */
export function WithImage({ children }: { children: ReactNode }) {
  const [elements, setElements] = useState<Places["elements"]>({});
  const hold = useCallback<Places["hold"]>(
    (name, element) => setElements((before) => ({ ...before, [name]: element ?? undefined })),
    [],
  );
  const places = useMemo(() => ({ elements, hold }), [elements, hold]);
  const image = useCallback((element: HTMLElement | null) => hold("image", element), [hold]);
  return (
    <ReceiptPlaces value={places}>
      <Columns>
        {children}
        <Beside ref={image} data-image />
      </Columns>
    </ReceiptPlaces>
  );
}
