import type { CodegenConfig } from "@graphql-codegen/cli";

/**
 * Types every operation of the web app from schema.graphql; fragments stay masked, and Apollo Client unmasks them.
 * `npm run codegen` is GraphQL Code Generator's own command line. The build runs the same presets without it
 * (web/generate-types.mjs): the command line is sixty megabytes of loaders for sources that are not used here, and
 * `npm start` installs only what running and building need.
 */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: ["web/**/*.{ts,tsx}", "!web/gql/**", "!web/**/*.test.{ts,tsx}"],
  generates: {
    "web/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        inlineFragmentTypes: "mask",
        customDirectives: { apolloUnmask: true },
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { Decimal: "string", LocalDate: "string", DateTime: "string", CurrencyCode: "string" },
      },
    },
  },
  importExtension: ".js",
  emitLegacyCommonJSImports: false,
};

export default config;
