import { chakra } from "@chakra-ui/react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Stack } from "../../components/Layout.js";
import { Sheet } from "../../components/Sheet.js";
import { ShortcutSwitch } from "./ShortcutSwitch.js";

const KEYS = [
  ["add", ["N"]],
  ["search", ["/"]],
  ["next", ["J"]],
  ["previous", ["K"]],
  ["close", ["Esc"]],
  ["edit", ["E"]],
  ["settle", ["S"]],
  ["groups", ["G", "G"]],
  ["people", ["G", "P"]],
  ["save", ["Ctrl", "Enter"]],
  ["help", ["?"]],
] as const;

const List = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "4",
    rowGap: "2",
    alignItems: "center",
  },
});
const Key = chakra("kbd", {
  base: {
    display: "inline-flex",
    justifyContent: "center",
    minWidth: "7",
    paddingInline: "2",
    paddingBlock: "0.5",
    border: "1px solid",
    borderColor: "controlBorder",
    borderRadius: "control",
    fontFamily: "body",
    fontSize: "sm",
  },
});

/** Says what the keys do, and lets one turn them off. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
  return (
    <Sheet title={t("shortcut.title")} onClose={onClose}>
      <Stack gap="6">
        <List>
          {KEYS.map(([act, keys]) => (
            <Fragment key={act}>
              <chakra.dt display="flex" gap="1">
                {keys.map((key, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and none moves.
                  <Key key={index}>{isMac && key === "Ctrl" ? "⌘" : key}</Key>
                ))}
              </chakra.dt>
              <dd>{t(`shortcut.${act}`)}</dd>
            </Fragment>
          ))}
        </List>
        <ShortcutSwitch />
      </Stack>
    </Sheet>
  );
}
