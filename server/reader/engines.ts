import type { Engine, EngineSettings } from "./engine.js";

/** The engines that load here; each is loaded with the first page that it reads. */
export class Engines {
  private loaded: Promise<readonly Engine[]> | undefined;

  constructor(private readonly settings: EngineSettings) {}

  /** Those that load. One that does not, as where its runtime is not made for this machine, is left out. */
  all(): Promise<readonly Engine[]> {
    this.loaded ??= load(this.settings);
    return this.loaded;
  }
}

async function load({ paddle, url }: EngineSettings): Promise<readonly Engine[]> {
  const starting = [startTesseract(), ...(paddle ? [startPaddle()] : []), ...(url === null ? [] : [startVision(url)])];
  const started = await Promise.allSettled(starting);
  return started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

async function startTesseract(): Promise<Engine> {
  const { Tesseract } = await import("./tesseract.js");
  return new Tesseract();
}

async function startPaddle(): Promise<Engine> {
  const { PaddleOcr } = await import("./paddle.js");
  return PaddleOcr.start();
}

async function startVision(url: string): Promise<Engine> {
  const { Vision } = await import("./vision.js");
  return new Vision(url);
}
