import type { Engine, EngineSettings } from "./engine.js";

/** The engines that load here; each is loaded with the first page that it reads. */
export class Engines {
  private loaded: Promise<readonly Engine[]> | undefined;

  constructor(private readonly settings: EngineSettings) {}

  /** Those that load, the one that is always there first. An engine that does not load is left out, whatever its reason. */
  all(): Promise<readonly Engine[]> {
    this.loaded ??= load(this.settings);
    return this.loaded;
  }
}

async function load(settings: EngineSettings): Promise<readonly Engine[]> {
  const started = await Promise.allSettled([startTesseract()]);
  return started.flatMap((each) => (each.status === "fulfilled" && each.value !== null ? [each.value] : []));
}

async function startTesseract(): Promise<Engine> {
  const { Tesseract } = await import("./tesseract.js");
  return new Tesseract();
}
