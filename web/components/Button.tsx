import { chakra } from "@chakra-ui/react";
import { Link } from "react-router";
import { buttonRecipe } from "../theme/recipes.js";

export const Button = chakra("button", buttonRecipe, { defaultProps: { type: "button" } });

/** Goes somewhere, and looks like a button. */
export const ButtonLink = chakra(Link, buttonRecipe);
