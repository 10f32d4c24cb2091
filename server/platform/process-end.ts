const endings: (() => Promise<unknown>)[] = [];

/** Has something ended when all else has: what tells others of this process, and must tell of its end. */
export function endWithProcess(end: () => Promise<unknown>): void {
  endings.push(end);
}

/** Ends what was to end with the process; what fails there is nobody's business any more. */
export async function endProcess(): Promise<void> {
  await Promise.allSettled(endings.splice(0).map((end) => end()));
}
