#!/usr/bin/env node
import { textIn } from "../change/tree.ts";
import { diskTree, filesBelow } from "../machine/disk.ts";
import { commitTree } from "../machine/commits.ts";
import { rehearserThread } from "../machine/rehearser.ts";
import { kubectl, thisMachine } from "../machine/machine.ts";
import { pathOf, uriOf } from "../machine/uris.ts";
import { ProposedFeatures, createConnection } from "vscode-languageserver/node";
import { serve } from "./server.ts";
import type { Host } from "./session.ts";
import { after } from "./timer.ts";

/** Larger files are not read, since they are not manifests that people write. */
const largest = 3 * 1024 * 1024;
const disk = diskTree(undefined, largest);

const host: Host = {
  read: (uri) => textIn(disk, uri),
  async list(folders) {
    const paths = folders.flatMap((folder) => pathOf(folder) ?? []);
    return (await Promise.all(paths.map((path) => filesBelow(path, (name) => /\.(?:ya?ml|json)$/.test(name))))).flat().map(uriOf);
  },
  now: () => Date.now(),
  after,
  docs: async () => (await import("../../schemas/generated/docs.ts")).docs,
  rehearser: rehearserThread,
  local: { machine: thisMachine(), kubectl, disk: (texts) => diskTree(texts), commit: commitTree },
};

const transports = ["--stdio", "--node-ipc", "--socket", "--pipe"];
if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) process.argv.push("--stdio");
serve(createConnection(ProposedFeatures.all), host);
