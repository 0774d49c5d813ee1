#!/usr/bin/env node
import { program } from "./program.ts";
import { Failure } from "./io/failure.ts";

process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(); // the reader has closed the pipe
  process.stderr.write(`rehearsal: The output can't be written: ${message}\n`);
  process.exit(2);
});

/** Exit codes: 0 nothing to say against it, 1 findings, 2 it could not be done. */
try {
  await program().parseAsync();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`rehearsal: ${error.message}\n`);
  process.exitCode = 2;
}
