import type { End } from "../../../engine/network/journey.ts";
import { lookUp } from "../../../engine/network/names.ts";
import { canAskNames, route } from "../../../engine/network/route.ts";
import { unsimulated } from "../../core/problem.ts";
import type { Inside, Ran } from "./place.ts";

/** A program that asks something of the network. */
export function request(program: "nslookup" | "wget" | "curl", inside: Inside, args: readonly string[]): Ran {
  const asked = args.filter((arg, i) => !arg.startsWith("-") && !valued.has(args[i - 1] ?? ""));
  const [address] = asked;
  if (address === undefined) throw unsimulated(`cannot tell what ${program} is to ask: give it a name or an address`);
  return program === "nslookup" ? resolve(inside, address) : fetchFrom(program, inside, address);
}

/** Flags whose value is a word of its own. */
const valued = new Set(["-O", "-T", "-o", "-m", "-X", "-H", "-d", "-w", "-A", "-u", "--max-time", "--connect-timeout", "--header", "--data"]);

/** As BusyBox prints it. */
function resolve({ pod, cluster }: Inside, host: string): Ran {
  const server = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n";
  if (!canAskNames(pod, cluster.store)) return { stdout: "", stderr: ";; connection timed out; no servers could be reached\n", code: 1 };
  const meaning = lookUp(host, pod.metadata.namespace, cluster.store);
  switch (meaning.is) {
    case "service":
      return { stdout: `${server}Name:\t${meaning.name}\nAddress: ${meaning.address}\n\n`, code: 0 };
    case "pods":
      return { stdout: `${server}${meaning.addresses.map((address) => `Name:\t${meaning.name}\nAddress: ${address}\n`).join("")}\n`, code: 0 };
    case "alias":
      return { stdout: `${server}${meaning.name}\tcanonical name = ${meaning.target}\n\n`, code: 0 };
    case "nothing":
      return { stdout: `${server}** server can't find ${host}: NXDOMAIN\n\n`, code: 1 };
  }
}

interface Target {
  readonly host: string;
  readonly port: number;
}

function fetchFrom(program: "wget" | "curl", { pod, cluster }: Inside, address: string): Ran {
  const target = targetOf(address);
  const { end } = route({ from: pod, ...target }, cluster.store);
  if (end.is === "pod") return { stdout: `answered by ${end.pod.name} at ${end.address}:${end.port}\n`, code: 0 };
  if (end.is === "outside") throw unsimulated(`does not know what is at ${end.host}, outside of the cluster`);
  const [stderr, code] = failures[program](target, end);
  return { stdout: "", stderr: `${stderr}\n`, code };
}

function targetOf(address: string): Target {
  const [, scheme = "http", host = "", port] = /^(?:(\w+):\/\/)?([^/:]+)(?::(\d+))?/.exec(address) ?? [];
  return { host, port: port === undefined ? (scheme === "https" ? 443 : 80) : Number(port) };
}

/** What each program says, and its code. */
const failures: Readonly<Record<"wget" | "curl", (target: Target, end: Exclude<End, { is: "pod" | "outside" }>) => [string, number]>> = {
  wget: ({ host, port }, end) => {
    if (end.is === "unknown-name") return [`wget: bad address '${host}${port === 80 ? "" : `:${port}`}'`, 1];
    return end.is === "refused" ? ["wget: can't connect to remote host: Connection refused", 1] : ["wget: download timed out", 1];
  },
  curl: ({ host, port }, end) => {
    if (end.is === "unknown-name") return [`curl: (6) Could not resolve host: ${host}`, 6];
    return end.is === "refused"
      ? [`curl: (7) Failed to connect to ${host} port ${port}: Connection refused`, 7]
      : [`curl: (28) Failed to connect to ${host} port ${port}: Connection timed out`, 28];
  },
};
