import type { TFunction } from "i18next";
import { toast } from "../../components/toasts.js";

/** Copies an invite's link, and says whether the browser allowed it. */
export async function copyLink(t: TFunction, url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    toast(t("invite.copied"));
  } catch {
    toast(t("invite.notCopied"));
  }
}
