import { chakra } from "@chakra-ui/react";
import type { ComponentProps, MouseEvent } from "react";
import { Link } from "react-router";
import { buttonRecipe } from "../theme/recipes.js";

const Pressable = chakra("button", buttonRecipe, { defaultProps: { type: "button" } });

function doNothing(event: MouseEvent): void {
  event.preventDefault();
}

/**
 * Something to press. While it is disabled it says so, does nothing and sends no form, but stays where the keyboard
 * is: a browser takes the focus from a button that is disabled for real, and the next key press would begin nowhere.
 */
export function Button({ disabled, onClick, ...rest }: ComponentProps<typeof Pressable>) {
  return <Pressable {...rest} aria-disabled={disabled || undefined} onClick={disabled ? doNothing : onClick} />;
}

/** Goes somewhere, and looks like a button. */
export const ButtonLink = chakra(Link, buttonRecipe);
