import { chakra } from "@chakra-ui/react";
import { ChevronDown } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { inputRecipe } from "../theme/recipes.js";
import { Field } from "./Field.js";

const Opener = chakra("button", inputRecipe);
const Inside = chakra("span", {
  base: { display: "flex", justifyContent: "space-between", alignItems: "center", gap: "2", textAlign: "start" },
});

/** What is chosen from more than a menu holds: the choice, and the sheet that it opens. */
export function SheetField(props: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  shown: string;
  /** What opens; it may be code that comes only then. */
  sheet: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Field label={props.label} hint={props.hint} problem={props.problem}>
        {(control) => (
          <Opener {...control} type="button" aria-haspopup="dialog" cursor="pointer" onClick={() => setOpen(true)}>
            <Inside>
              {props.shown}
              <chakra.span color="fg.muted" flexShrink={0}>
                <ChevronDown size={16} aria-hidden />
              </chakra.span>
            </Inside>
          </Opener>
        )}
      </Field>
      <Suspense fallback={null}>{isOpen && props.sheet(() => setOpen(false))}</Suspense>
    </>
  );
}
