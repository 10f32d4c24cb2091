import { chakra } from "@chakra-ui/react";
import { Check, Circle, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button, ButtonLink } from "../../components/Button.js";
import { Heading, Muted, Row, Rows, Stack, Unseen } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import { ClaimSheet } from "./ClaimSheet.js";
import { type ClaimSums, claimSums } from "./claim-sums.js";
import { type Claimant, withoutThoseWhoLeft } from "./claims-shown.js";
import { Foot } from "./Foot.js";
import type { Line, Receipt } from "./receipt-parts.js";
import { useClaims } from "./useClaims.js";

interface Props {
  receipt: Receipt;
  groupId: string;
  currency: string;
  members: readonly Claimant[];
  /** Who taps for themselves; null for whoever only looks. */
  viewerMemberId: string | null;
  /** Whether anybody may still say anything: not once it is an expense. */
  canClaim: boolean;
  chosen: string | null;
  onPoint: (key: string) => void;
}

const LineFrame = chakra("li", {
  base: {
    display: "flex",
    alignItems: "stretch",
    gap: "1",
    marginInline: "-2",
    borderRadius: "control",
    "&[data-chosen]": { bg: "accent.soft", boxShadow: "inset 3px 0 0 var(--ledger-colors-accent)" },
  },
});
const Tap = chakra("button", {
  base: {
    flex: "1",
    minWidth: "0",
    minHeight: "row",
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: "3",
    rowGap: "1",
    alignItems: "center",
    paddingInline: "2",
    paddingBlock: "2",
    textAlign: "start",
    borderRadius: "control",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
    "&[aria-disabled=true]": { cursor: "default", _hover: { bg: "transparent" } },
    "&[aria-pressed=true]": { fontWeight: "medium" },
  },
});
const Faces = chakra("span", {
  base: { gridColumn: "2 / -1", display: "flex", flexWrap: "wrap", gap: "1.5", alignItems: "center", fontSize: "sm" },
});
const Face = chakra("span", { base: { display: "inline-flex", alignItems: "center", gap: "1" } });
/** Who had what: everybody taps what they had, and sees the others' taps at once. */
export function ReceiptClaims(props: Props) {
  const { t } = useTranslation();
  const { receipt, members, viewerMemberId, canClaim } = props;
  const { lines: claimed, claim } = useClaims(receipt.id, receipt.reading?.lines ?? [], members);
  // Of an expense it stays what it was.
  const lines = receipt.expense ? claimed : withoutThoseWhoLeft(claimed, members);
  const [openId, setOpenId] = useState<string | null>(null);
  const items = lines.filter(({ kind }) => kind === "ITEM");
  const spread = lines.filter(({ kind }) => kind !== "ITEM");
  const open = items.find(({ id }) => id === openId);
  const sums = claimSums(receipt.id, lines, props.currency);
  if (lines.length === 0) return <Muted>{t("receipt.noLinesToClaim")}</Muted>;
  return (
    <Stack>
      {canClaim && viewerMemberId && <Muted>{t("receipt.claimHint")}</Muted>}
      <Rows aria-label={t("receipt.lines")}>
        {items.map((line) => (
          <ClaimLine
            key={line.id}
            {...props}
            line={line}
            onTap={() => {
              props.onPoint(line.id);
              if (!canClaim || !viewerMemberId) return;
              const isMine = line.claims.some(({ member }) => member.id === viewerMemberId);
              claim(line.id, viewerMemberId, isMine ? "0" : "1");
            }}
            onOthers={() => setOpenId(line.id)}
          />
        ))}
      </Rows>
      {spread.length > 0 && <Spread lines={spread} />}
      <PersonSums sums={sums} members={members} currency={props.currency} />
      <Footer {...props} sums={sums} />
      {open && (
        <ClaimSheet
          line={open}
          members={members}
          onClaim={(memberId, weight) => claim(open.id, memberId, weight)}
          onClose={() => setOpenId(null)}
        />
      )}
    </Stack>
  );
}

function ClaimLine(props: Props & { line: Line; onTap: () => void; onOthers: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { line, canClaim, viewerMemberId, members } = props;
  const mine = line.claims.some(({ member }) => member.id === viewerMemberId);
  const names = members.map(({ name }) => name);
  const quantity = number(line.quantity);
  const canTap = canClaim && viewerMemberId !== null;
  return (
    <LineFrame data-line={line.id} data-chosen={props.chosen === line.id ? true : undefined}>
      <Tap
        type="button"
        {...(canTap ? { "aria-pressed": mine } : { "aria-disabled": true })}
        onClick={props.onTap}
        onFocus={() => props.onPoint(line.id)}
      >
        <chakra.span color={mine ? "fg.owed" : "fg.muted"}>
          {mine ? <Check size={20} aria-hidden /> : canTap && <Circle size={20} aria-hidden />}
        </chakra.span>
        <span>{quantity === "1" ? line.name : `${quantity} × ${line.name}`}</span>
        <Money value={line.amount} />
        <Faces>
          {line.claims.length === 0 && <chakra.span color="fg.muted">{t("receipt.nobodyYet")}</chakra.span>}
          {line.claims.map(({ member, weight }) => (
            <Face key={member.id}>
              <Avatar id={member.id} name={member.name} size="sm" among={names} />
              <span>{number(weight) === "1" ? member.name : `${member.name} × ${number(weight)}`}</span>
            </Face>
          ))}
        </Faces>
      </Tap>
      {canClaim && (
        <Button
          size="icon"
          look="plain"
          height="auto"
          aria-haspopup="dialog"
          aria-label={t("receipt.others", { line: line.name })}
          onClick={props.onOthers}
        >
          <UsersRound size={18} aria-hidden />
        </Button>
      )}
    </LineFrame>
  );
}

/** What nobody had: it is borne in proportion to what everybody had. */
function Spread({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="spread">
      <Heading id="spread" fontSize="md">
        {t("receipt.spread")}
      </Heading>
      <Muted fontSize="sm">{t("receipt.spreadText")}</Muted>
      <Rows>
        {lines.map(({ id, name, kind, amount }) => (
          <Row as="li" key={id} justifyContent="space-between" paddingBlock="2">
            <span>{name === t(`bill.kind.${kind}`) ? name : `${name} (${t(`bill.kind.${kind}`)})`}</span>
            <Money
              value={
                kind === "DISCOUNT" && !amount.amount.startsWith("-")
                  ? { ...amount, amount: `-${amount.amount}` }
                  : amount
              }
            />
          </Row>
        ))}
      </Rows>
    </section>
  );
}

const Sums = chakra("ul", {
  base: {
    display: "grid",
    listStyle: "none",
    columnGap: "6",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 11rem), 1fr))",
    "& > li": { display: "flex", alignItems: "center", gap: "2", minHeight: "10", minWidth: "0" },
  },
});

function PersonSums({ sums, members, currency }: { sums: ClaimSums; members: readonly Claimant[]; currency: string }) {
  const { t } = useTranslation();
  const having = members.filter(({ id }) => sums.shares?.has(id));
  if (having.length === 0) return null;
  return (
    <section aria-labelledby="person-sums">
      <Heading id="person-sums" fontSize="md">
        {t("receipt.soFar")}
      </Heading>
      <Sums>
        {having.map(({ id, name }) => (
          <li key={id}>
            <Avatar id={id} name={name} size="sm" />
            <chakra.span flex="1" truncate>
              {name}
            </chakra.span>
            <Money value={{ amount: sums.shares!.get(id)!, currency }} />
          </li>
        ))}
      </Sums>
    </section>
  );
}

function Footer({ receipt, groupId, currency, canClaim, sums }: Props & { sums: ClaimSums }) {
  const { t } = useTranslation();
  if (receipt.expense) return null;
  return (
    <Foot justifyContent="space-between">
      <chakra.p aria-live="polite" color={sums.isAllClaimed ? "fg.owed" : "fg.owing"} fontWeight="medium">
        {sums.isAllClaimed && <Check size={16} aria-hidden style={{ display: "inline", verticalAlign: "-2px" }} />}{" "}
        {sums.isAllClaimed ? t("receipt.allClaimed") : t("receipt.unclaimed")}{" "}
        <Money value={{ amount: sums.unclaimed, currency }} />
        <Unseen>.</Unseen>
      </chakra.p>
      {canClaim && (
        <ButtonLink
          to={`/groups/${groupId}/expenses/new?receipt=${receipt.id}`}
          look="primary"
          size={{ base: "sm", md: "md" }}
          // Where it does not fit beside the sum it takes the line below.
          flexGrow={{ base: 1, md: 0 }}
        >
          {t("receipt.makeExpense")}
        </ButtonLink>
      )}
    </Foot>
  );
}
