// Loaded before a program (`node --import`): each attempt to reach a network throws, and is written to the file that REHEARSAL_ATTEMPTS names.
import { appendFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";

const require = createRequire(import.meta.url);

function block(owner, name, label) {
  owner[name] = () => {
    appendFileSync(process.env.REHEARSAL_ATTEMPTS, `${label}\n`);
    throw new Error(`${label} is not allowed`);
  };
}

block(require("node:net").Socket.prototype, "connect", "net.Socket.connect");
block(require("node:net").Server.prototype, "listen", "net.Server.listen");
block(require("node:dgram"), "createSocket", "dgram.createSocket");
for (const protocol of ["http", "https"]) for (const name of ["request", "get"]) block(require(`node:${protocol}`), name, `${protocol}.${name}`);
block(require("node:http2"), "connect", "http2.connect");
block(require("node:tls"), "connect", "tls.connect");
for (const module of ["dns", "dns/promises"])
  for (const name of ["lookup", "resolve", "resolve4", "resolve6", "reverse"]) block(require(`node:${module}`), name, `dns.${name}`);
for (const name of ["fetch", "WebSocket", "EventSource"]) block(globalThis, name, name);
syncBuiltinESMExports();
