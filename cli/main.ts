#!/usr/bin/env node
import { program } from "./program.ts";
import { Failure } from "./io/failure.ts";

/** Exit codes: 0 nothing to say against it, 1 findings, 2 it could not be done. */
try {
  await program().parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`rehearsal: ${error.message}\n`);
  process.exitCode = 2;
}
