import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { onConnectionReturn } from "./lib/connection.js";
import { keepFocus } from "./lib/focus.js";
import { startLanguage } from "./lib/i18n.js";
import { openPage } from "./lib/refetch.js";
import { startSession } from "./lib/session.js";
// Follows the system from light to dark on every page, and not only where one chooses.
import "./lib/theme-choice.js";

void startSession();
// Open pages stay true after the connection, or the person, was away for a while.
onConnectionReturn(() => openPage.reread());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && openPage.reread());
keepFocus();
await startLanguage();
createRoot(document.getElementById("root")!).render(<App />);
