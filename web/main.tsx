import "@fontsource-variable/inter/wght.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { keepFocus } from "./lib/focus.js";
import { startLanguage } from "./lib/i18n.js";
import { refreshOnReturn } from "./lib/refresh.js";
import { startSession } from "./lib/session.js";
// Follows the system from light to dark on every page, and not only where one chooses.
import "./lib/theme-choice.js";

void startSession();
refreshOnReturn();
keepFocus();
await startLanguage();
createRoot(document.getElementById("root")!).render(<App />);
