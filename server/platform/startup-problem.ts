/**
 * Something that keeps the product from starting and that the person who starts it can put right. Its message is the
 * one sentence they read, so it names the setting or the folder; no stack trace is shown with it.
 */
export class StartupProblem extends Error {
  override readonly name = "StartupProblem";
}
