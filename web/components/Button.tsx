import { chakra } from "@chakra-ui/react";
import { type ComponentProps, type MouseEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonRecipe } from "../theme/recipes.js";

const Pressable = chakra("button", buttonRecipe, { defaultProps: { type: "button" } });

function doNothing(event: MouseEvent): void {
  event.preventDefault();
}

/** What takes longer than this is said. */
const LATE_MS = 400;

/** Whether something has been going on for so long that one wonders. */
function useLate(isRunning: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isRunning]);
  return isLate;
}

/**
 * Something to press. While it is disabled, or what it began is `pending`, it says so, does nothing and sends no form,
 * but stays where the keyboard is: a browser takes the focus from a button that is disabled for real, and the next key
 * press would begin nowhere.
 */
export function Button({ disabled, pending = false, late, onClick, children, ...rest }: ButtonProps) {
  const { t } = useTranslation();
  const isLate = useLate(pending);
  const isOff = disabled || pending;
  return (
    <Pressable
      {...rest}
      aria-disabled={isOff || undefined}
      aria-live={pending ? "polite" : undefined}
      onClick={isOff ? doNothing : onClick}
    >
      {isLate ? (late ?? t("common.saving")) : children}
    </Pressable>
  );
}

type ButtonProps = ComponentProps<typeof Pressable> & {
  /** What it saves is on its way. */
  pending?: boolean;
  /** Said where that takes long, of what is no saving. */
  late?: string;
};

/** Goes somewhere, and looks like a button. */
export const ButtonLink = chakra(Link, buttonRecipe);
