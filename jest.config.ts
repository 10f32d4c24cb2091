/** @jest-config-loader esbuild-register */
import { availableParallelism } from "node:os";
import type { Config } from "jest";

/**
 * Pure tests run as they are; all others have what global-setup.ts starts, and a server that each worker loads once.
 * With TEST_SERVICES those alone run that need foreign servers.
 */
export default async (): Promise<Config> => {
  const { testFiles } = await import("./server/test/test-files.mjs");
  const { pure, others, services } = testFiles(process.cwd());
  // setup.ts looks whether the run is still there.
  process.env.TEST_MAIN = String(process.pid);
  return {
    // A machine may be slow: this only ends what hangs. All the cases of a random test may take as long as all of them should.
    testTimeout: process.env.TEST_LONG ? 1_800_000 : 300_000,
    maxWorkers: availableParallelism(),
    testSequencer: "<rootDir>/server/test/sequencer.mjs",
    projects: process.env.TEST_SERVICES
      ? [product("services", services)]
      : [{ ...project("pure", pure), testEnvironment: "node" }, product("product", others)],
  };
};

function product(displayName: string, files: readonly string[]) {
  return {
    ...project(displayName, files),
    testEnvironment: "<rootDir>/server/test/environment.mjs",
    globalSetup: "<rootDir>/server/test/global-setup.ts",
    globalTeardown: "<rootDir>/server/test/global-teardown.ts",
  };
}

function project(displayName: string, files: readonly string[]) {
  return {
    displayName,
    testMatch: files.map((file) => `<rootDir>/${file}`),
    extensionsToTreatAsEsm: [".ts", ".tsx"],
    transform: { "^.+\\.tsx?$": "@swc/jest" },
    moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
    modulePathIgnorePatterns: ["<rootDir>/dist/"],
    setupFilesAfterEnv: ["<rootDir>/server/test/setup.ts"],
  };
}
