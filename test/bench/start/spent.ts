/** Preloaded into a process: notes at its end what it has used of the processor, in milliseconds, in the file that `SPENT` names. */
import { appendFileSync } from "node:fs";

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env["SPENT"]!, `${(user + system) / 1000}\n`);
});
