import { defineConfig } from "vite";
import { landingInputs, landingPages } from "./web/landing-pages.js";

/** The landing: a build of its own beside the app's, so that neither brings anything of the other along. */
export default defineConfig({
  root: "web",
  plugins: [landingPages()],
  build: {
    outDir: "../dist/web",
    // The app is there already; what both have, such as the font, has one name and is loaded once.
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2023",
    modulePreload: { polyfill: false },
    manifest: "landing/manifest.json",
    rolldownOptions: { input: landingInputs },
  },
});
