import { chakra } from "@chakra-ui/react";
import { FileText } from "lucide-react";

const Frame = chakra("span", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    width: "14",
    height: "16",
    borderRadius: "control",
    border: "1px solid",
    borderColor: "line",
    bg: "subtle",
    overflow: "hidden",
    "& > img": { width: "full", height: "full", objectFit: "cover", objectPosition: "top" },
  },
});

/** The first page of a receipt, small; what it shows is said beside it. */
export function ReceiptThumbnail({ url, size }: { url: string | undefined; size?: "md" | "lg" }) {
  return (
    <Frame {...(size === "lg" && { width: "24", height: "32" })}>
      {url ? <img src={url} alt="" loading="lazy" /> : <FileText size={22} aria-hidden />}
    </Frame>
  );
}
