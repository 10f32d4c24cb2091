import { chakra } from "@chakra-ui/react";
import { lazy, Suspense } from "react";
import { addWords } from "../../lib/i18n.js";

const LineStrip = lazy(async () => {
  const [part] = await Promise.all([import("./FormReceipts.js"), addWords("receipts")]);
  return { default: part.LineStrip };
});

/** Stays in sight while the lines pass below it. */
const Top = chakra("div", { base: { position: "sticky", top: "-2", zIndex: "bar", bg: "surface", paddingBlock: "2" } });

/**
 * Where on its receipt a line of a bill stands, above the lines.
 *
 * @param lineKey of the line that one is at; those that the receipt has are called by their number, from 1 on.
 */
export function LineImage({ receiptId, lineKey }: { receiptId: string; lineKey: string | null }) {
  return (
    <Suspense>
      <Top>
        <LineStrip receiptId={receiptId} lineIndex={Number(lineKey ?? 0) - 1} />
      </Top>
    </Suspense>
  );
}
