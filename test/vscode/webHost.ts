import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Duplex } from "node:stream";

/** The folder on the workbench's own origin where the extension is served. */
const place = "/rehearsal-extension";

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".json": "application/json", ".css": "text/css" };

/** A VS Code server seen through a proxy, which has the workbench load an extension by its `browser` entry. */
export interface WebHost {
  /** As the server's, but on the proxy's origin. */
  readonly authority: string;
  stop(): void;
}

/**
 * A workbench runs an extension in its web worker host when its configuration names it by an address of the same origin:
 * the proxy serves the extension's folder there and writes that address into the page.
 */
export async function webHost(serverAuthority: string, extension: string): Promise<WebHost> {
  const [host = "", port = ""] = serverAuthority.split(":");
  const proxy = createServer((asked, answer) => {
    if (asked.url?.startsWith(`${place}/`)) return serveFile(extension, asked.url.slice(place.length), answer);
    forward({ host, port }, asked, answer);
  });
  proxy.on("upgrade", (asked, socket, head) => tunnel(connect(Number(port), host), asked, socket, head));
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  return { authority: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, stop: () => end(proxy) };
}

function serveFile(folder: string, address: string, answer: ServerResponse): void {
  const file = join(folder, normalize(decodeURIComponent(new URL(address, "http://any").pathname)));
  if (!existsSync(file) || !statSync(file).isFile()) return void answer.writeHead(404).end();
  answer.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(answer);
}

function forward(server: { readonly host: string; readonly port: string }, asked: IncomingMessage, answer: ServerResponse): void {
  const isPage = new URL(asked.url ?? "/", "http://any").pathname === "/";
  const headers = { ...asked.headers, ...(isPage && { "accept-encoding": "identity" }) };
  const onward = request({ ...server, path: asked.url, method: asked.method, headers }, (got) => {
    if (!isPage) return void got.pipe(answer.writeHead(got.statusCode ?? 502, got.headers));
    const chunks: Buffer[] = [];
    got.on("data", (chunk: Buffer) => chunks.push(chunk));
    got.on("end", () => {
      const { "content-length": _length, ...kept } = got.headers;
      answer.writeHead(got.statusCode ?? 502, kept).end(withExtension(Buffer.concat(chunks).toString(), asked.headers.host ?? ""));
    });
  });
  onward.on("error", () => answer.writeHead(502).end());
  asked.pipe(onward);
}

/** The page of the workbench, its configuration naming the extension as one under development. */
function withExtension(page: string, authority: string): string {
  return page.replace(/(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/, (_, start: string, settings: string) => {
    const configuration = JSON.parse(unescaped(settings)) as Record<string, unknown>;
    const developmentOptions = { extensions: [{ scheme: "http", authority, path: place }] };
    return `${start}${escaped(JSON.stringify({ ...configuration, developmentOptions }))}"`;
  });
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** Web sockets go through as they are. */
function tunnel(server: Socket, asked: IncomingMessage, socket: Duplex, head: Buffer): void {
  server.on("connect", () => {
    const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    server.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
    server.write(head);
    server.pipe(socket).pipe(server);
  });
  server.on("error", () => socket.destroy());
  socket.on("error", () => server.destroy());
}

function end(proxy: Server): void {
  proxy.close();
  proxy.closeAllConnections();
}
