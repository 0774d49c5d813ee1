/**
 * Runs the suite inside VS Code's extension host, on a copy of `examples/`. On an ordinary machine a desktop VS Code is fetched for it;
 * where there is no display to show one (or `REHEARSAL_TEST_IN=browser` says so), VS Code's server and a headless Chromium take its place.
 */
export declare function runInExtensionHost(): Promise<{
  readonly passed: number;
  readonly failed: number;
}>;
