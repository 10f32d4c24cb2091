// `npm run cli -- …`: prepares the checkout, then becomes the command line.
import { prepare } from "./prepare.mjs";

// What writes the schema must work while a document of the web asks for what the old one has not.
await prepare({ withWeb: process.argv[2] !== "schema" });
process.env.NODE_ENV ||= "production";
process.setSourceMapsEnabled(true);
await import("../dist/server/cli.js");
