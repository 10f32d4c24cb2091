/** Tells the server of something that was thrown, where somebody wants to know. How is fetched when first needed. */
export function reportError(thrown: unknown): void {
  import("./error-reports.js").then(
    ({ sendReport }) => sendReport(thrown),
    // Whoever cannot fetch that cannot send anything either.
    () => undefined,
  );
}

/** Reports from now on what nobody catches; what React catches comes from its boundary. */
export function reportErrors(): void {
  window.addEventListener("error", ({ error }) => reportError(error));
  window.addEventListener("unhandledrejection", ({ reason }) => reportError(reason));
}
