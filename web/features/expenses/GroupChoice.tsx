import { chakra } from "@chakra-ui/react";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";

interface Group {
  readonly id: string;
  readonly name: string;
  readonly viewerCan: { readonly record: boolean };
}

const Frame = chakra("span", {
  base: {
    position: "relative",
    display: "inline-flex",
    alignItems: "center",
    minWidth: "0",
    maxWidth: "full",
    "& select": {
      appearance: "none",
      // As wide as the group that is chosen, and not as the longest that could be.
      fieldSizing: "content",
      minHeight: "control",
      maxWidth: "full",
      paddingInlineStart: "2",
      paddingInlineEnd: "8",
      bg: "transparent",
      color: "fg",
      fontWeight: "medium",
      borderRadius: "control",
      textOverflow: "ellipsis",
      cursor: "pointer",
      _hover: { bg: "subtle" },
    },
    "& svg": { position: "absolute", insetEnd: "2", color: "fg.muted", pointerEvents: "none" },
  },
});

/** The group that an expense is of: the one that one came from, and any other in which one may record. */
export function GroupChoice(props: {
  groups: readonly Group[];
  chosen: { readonly id: string; readonly name: string };
  onChange: (groupId: string) => void;
}) {
  const { t } = useTranslation();
  const { chosen } = props;
  const others = props.groups.filter(({ id, viewerCan }) => viewerCan.record && id !== chosen.id);
  return (
    <Frame>
      <select
        aria-label={t("expense.group")}
        value={chosen.id}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value={chosen.id}>{chosen.name}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown size={16} aria-hidden />
    </Frame>
  );
}
