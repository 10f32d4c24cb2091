// `npm run cli -- …`: prepares the checkout, then becomes the command line.
import { prepare } from "./prepare.mjs";

await prepare();
process.env.NODE_ENV ||= "production";
process.setSourceMapsEnabled(true);
await import("../dist/server/cli.js");
