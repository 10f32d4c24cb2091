// `npm start`: prepares the checkout, then becomes the server, so that a signal to this process reaches it.
import { prepare } from "./prepare.mjs";

await prepare();
process.env.NODE_ENV ||= "production";
process.setSourceMapsEnabled(true);
// What listens to other packages must be there before them.
await import("../dist/server/instrument.js");
await import("../dist/server/main.js");
