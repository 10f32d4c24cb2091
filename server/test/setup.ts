import "reflect-metadata";

const MILLISECONDS = 1_000;

/** Where the run is killed, a worker would go on with its tests, and with what they started; so it looks now and then. */
const main = Number(process.env.TEST_MAIN);
setInterval(() => {
  try {
    process.kill(main, 0);
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}, MILLISECONDS).unref();
