import { chakra } from "@chakra-ui/react";
import {
  Baby,
  Bed,
  Bus,
  Car,
  Coffee,
  Dumbbell,
  Gift,
  GraduationCap,
  HeartPulse,
  House,
  Landmark,
  type LucideIcon,
  Music,
  PawPrint,
  PiggyBank,
  Plane,
  Plug,
  ReceiptText,
  Shirt,
  ShoppingBasket,
  ShoppingCart,
  Sofa,
  Ticket,
  Umbrella,
  Utensils,
  Wifi,
  Wine,
} from "lucide-react";
import { categoryTone } from "../theme/category-tones.js";

const icons: Readonly<Record<string, LucideIcon>> = {
  receipt: ReceiptText,
  "shopping-basket": ShoppingBasket,
  utensils: Utensils,
  house: House,
  plug: Plug,
  sofa: Sofa,
  bus: Bus,
  plane: Plane,
  bed: Bed,
  ticket: Ticket,
  dumbbell: Dumbbell,
  "heart-pulse": HeartPulse,
  shirt: Shirt,
  gift: Gift,
  "graduation-cap": GraduationCap,
  umbrella: Umbrella,
  landmark: Landmark,
  "piggy-bank": PiggyBank,
  car: Car,
  coffee: Coffee,
  music: Music,
  "paw-print": PawPrint,
  baby: Baby,
  wifi: Wifi,
  wine: Wine,
  "shopping-cart": ShoppingCart,
};

/** A category's picture, by its name in the icon set; one that this list does not have is a receipt. */
export function CategoryIcon(props: { icon: string }) {
  const Icon = icons[props.icon] ?? ReceiptText;
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
