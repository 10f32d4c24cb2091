/** Ends what global-setup.ts began. When the run is killed instead, the server's own watchdog does so. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testPostgres?.stop();
}
