interface Program {
  terminate(): Promise<unknown>;
}

/**
 * A program that has one language at a time: receipts come from the same places, so it is seldom another than before. To be
 * asked for one language after the other.
 */
export class OneLanguage<Started extends Program> {
  private readonly start: (language: string) => Promise<Started>;
  private language: string | undefined;
  private program: Promise<Started> | undefined;

  constructor(start: (language: string) => Promise<Started>) {
    this.start = start;
  }

  /** What failed to start is no program, and is started anew by whoever asks next. */
  async in(language: string): Promise<Started> {
    if (this.language !== language) {
      await this.program?.then((program) => program.terminate());
      this.language = language;
      this.program = this.start(language);
    }
    try {
      return await this.program!;
    } catch (error) {
      this.language = undefined;
      this.program = undefined;
      throw error;
    }
  }
}
