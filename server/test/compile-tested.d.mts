/** Where the compiled server stands. */
export const TESTED: URL;

/** Brings the compiled server up to its sources. Several runs may do so at once: each file is put there whole. */
export function compileTested(): void;
