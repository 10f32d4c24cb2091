// `npm run worker`: prepares the checkout, then becomes a worker.
import { prepare } from "./prepare.mjs";

await prepare();
process.env.NODE_ENV ||= "production";
process.setSourceMapsEnabled(true);
await import("../dist/server/worker.js");
