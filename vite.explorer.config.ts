import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The API explorer: a build of its own, so that its editor's megabytes never reach the app. */
export default defineConfig({
  root: "web/explorer",
  base: "/explorer/",
  plugins: [react()],
  build: {
    outDir: "../../dist/explorer",
    emptyOutDir: true,
    target: "es2023",
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      onwarn(warning, warn) {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
});
