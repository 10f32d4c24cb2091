import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { forgetPending } from "./features/expenses/pending-expenses.js";
import { onConnectionReturn } from "./lib/connection.js";
import { forgetAllDrafts } from "./lib/drafts.js";
import { keepFocus } from "./lib/focus.js";
import { startLanguage } from "./lib/i18n.js";
import { forgetLastGroup } from "./lib/last-group.js";
import { openPage } from "./lib/refetch.js";
import { reportErrors } from "./lib/report-error.js";
import { onSessionEnd, startSession } from "./lib/session.js";
// Follows the system from light to dark on every page, and not only where one chooses.
import "./lib/theme-choice.js";

// Whoever signs out leaves nothing behind in this browser.
onSessionEnd(() => {
  void forgetAllDrafts();
  forgetPending();
  forgetLastGroup();
  try {
    // Where one was in which list.
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
});
reportErrors();
void startSession();
// Open pages stay true after the connection, or the person, was away for a while.
onConnectionReturn(() => openPage.reread());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && openPage.reread());
keepFocus();
await startLanguage();
createRoot(document.getElementById("root")!).render(<App />);
