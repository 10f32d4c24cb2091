import { chakra } from "@chakra-ui/react";
import { useSyncExternalStore } from "react";
import { categoryTone } from "../theme/category-tones.js";
import type { categoryIcons } from "./category-icons.js";

type Icons = typeof categoryIcons;

/** They are no part of what a page is read by: it does not wait for them, and has them from then on. */
let icons: Icons | null = null;
let fetching: Promise<void> | null = null;
const waiting = new Set<() => void>();

async function fetchIcons(): Promise<void> {
  icons = (await import("./category-icons.js")).categoryIcons;
  for (const render of waiting) render();
}

function subscribe(render: () => void): () => void {
  waiting.add(render);
  // Where they do not come, the colours have to do.
  fetching ??= fetchIcons().catch(() => undefined);
  return () => waiting.delete(render);
}

/** A category's picture, by its name in the icon set; one that this list does not have is a receipt. */
export function CategoryIcon(props: { icon: string }) {
  const known = useSyncExternalStore(subscribe, () => icons);
  if (!known) return <svg width={18} height={18} aria-hidden />;
  const Icon = known[props.icon] ?? known.receipt!;
  return <Icon size={18} aria-hidden />;
}

const Badge = chakra("span", {
  base: {
    display: "inline-flex",
    flexShrink: 0,
    borderRadius: "control",
    // Seen where the system paints all colours over.
    border: "1px solid transparent",
  },
  variants: { size: { sm: { padding: "1" }, md: { padding: "2" } } },
});

/** A category at a glance: its picture on its colour. Its name, or what belongs to it, stands beside it. */
export function CategoryBadge(props: { category: { readonly id: string; readonly icon: string }; size?: "sm" | "md" }) {
  const { category, size = "md" } = props;
  return (
    <Badge size={size} {...categoryTone(category.id)}>
      <CategoryIcon icon={category.icon} />
    </Badge>
  );
}
