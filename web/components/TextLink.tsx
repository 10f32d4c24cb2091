import { chakra } from "@chakra-ui/react";
import { Link } from "react-router";

/** A link within a text: underlined, because colour alone does not say so. */
export const TextLink = chakra(Link, {
  base: { color: "fg.info", textDecoration: "underline", textUnderlineOffset: "3px", borderRadius: "control" },
});
