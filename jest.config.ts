/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

const config: Config = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: { "^.+\\.tsx?$": "@swc/jest" },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  globalSetup: "<rootDir>/server/test/global-setup.ts",
  globalTeardown: "<rootDir>/server/test/global-teardown.ts",
  setupFilesAfterEnv: ["<rootDir>/server/test/setup.ts"],
  // A machine may be slow: this only ends what hangs.
  testTimeout: 300_000,
  maxWorkers: 2,
};

export default config;
