import { chakra } from "@chakra-ui/react";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.js";
import { Field, Input } from "./Field.js";

const Frame = chakra("span", {
  base: { position: "relative", display: "block", "& input": { paddingInlineEnd: "12" } },
});

/** A password, which can be looked at while it is typed. */
export function PasswordField(props: {
  label: string;
  /** A new one, so that the browser proposes and keeps it. */
  isNew?: boolean;
  value: string;
  onChange: (password: string) => void;
  problem?: string | undefined;
}) {
  const { t } = useTranslation();
  const { isNew = false } = props;
  const [isShown, setShown] = useState(false);
  const Sign = isShown ? EyeOff : Eye;
  const purpose = isNew ? "new-password" : "current-password";
  return (
    <Field label={props.label} hint={isNew && t("account.passwordHint")} problem={props.problem}>
      {(control) => (
        <Frame>
          <Input
            {...control}
            type={isShown ? "text" : "password"}
            name={purpose}
            autoComplete={purpose}
            autoCapitalize="off"
            spellCheck={false}
            required
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
          />
          <Button
            size="icon"
            look="plain"
            position="absolute"
            insetEnd="0"
            top="0"
            color="fg.muted"
            aria-label={t("account.showPassword")}
            aria-pressed={isShown}
            aria-controls={control.id}
            onClick={() => setShown(!isShown)}
          >
            <Sign size={18} aria-hidden />
          </Button>
        </Frame>
      )}
    </Field>
  );
}
