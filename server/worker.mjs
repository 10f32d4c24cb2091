// `npm run worker`: prepares the checkout, then becomes a worker.
import { prepare } from "./prepare.mjs";

await prepare();
process.env.NODE_ENV ||= "production";
process.setSourceMapsEnabled(true);
// What listens to other packages must be there before them.
await import("../dist/server/instrument.js");
await import("../dist/server/worker.js");
