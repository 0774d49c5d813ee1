import { hasRuleFor, throughIngress } from "../../../engine/network/ingress.ts";
import type { End, Journey } from "../../../engine/network/journey.ts";
import { lookUp } from "../../../engine/network/names.ts";
import { canAskNames, route } from "../../../engine/network/route.ts";
import type { Ran } from "../../core/cluster.ts";
import { unsimulated } from "../../core/problem.ts";
import type { Inside } from "./place.ts";

/** A program that asks something of the network. */
export function request(program: "nslookup" | "wget" | "curl", inside: Inside, args: readonly string[]): Ran {
  const { address, options } = readArguments(args);
  if (address === undefined) throw unsimulated(`needs a name or an address for ${program}`);
  return program === "nslookup" ? resolve(inside, address) : fetchFrom(program, inside, address, options);
}

/** Flags whose value is a word of its own: letters, of which several may stand together, and names. */
const letters = "OToXmHdwAueYUP";
const names = new Set(["--max-time", "--connect-timeout", "--header", "--data", "--write-out", "--output", "--request", "--user", "--timeout"]);

interface Arguments {
  readonly address: string | undefined;
  /** The flags by letter or name, with their values. */
  readonly options: ReadonlyMap<string, string>;
}

function readArguments(args: readonly string[]): Arguments {
  const options = new Map<string, string>();
  let address: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word.startsWith("--")) {
      const [name = "", value] = word.split("=", 2);
      options.set(name, value ?? (names.has(name) ? (args[++i] ?? "") : ""));
    } else if (word.startsWith("-") && word !== "-") i += readLetters(word.slice(1), args[i + 1], options);
    else address ??= word;
  }
  return { address, options };
}

/** `-sfo FILE`: all letters but the last are switches, unless one takes the rest as its value. Says how many more words it took. */
function readLetters(word: string, next: string | undefined, options: Map<string, string>): number {
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i);
    if (!letters.includes(letter)) options.set(letter, "");
    else {
      const rest = word.slice(i + 1);
      options.set(letter, rest === "" ? (next ?? "") : rest);
      return rest === "" ? 1 : 0;
    }
  }
  return 0;
}

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

/** What is asked for: `http://back:8080/api`. */
interface Target {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function targetOf(address: string): Target {
  const [, scheme = "http", host = "", port, rest = ""] = /^(?:(\w+):\/\/)?([^/:?#]+)(?::(\d+))?([^?#]*)/.exec(address) ?? [];
  return { scheme, host, port: port === undefined ? (scheme === "https" ? 443 : 80) : Number(port), path: rest === "" ? "/" : rest };
}

type Program = "wget" | "curl";

function fetchFrom(program: Program, inside: Inside, address: string, options: Arguments["options"]): Ran {
  const target = targetOf(address);
  const journey = journeyOf(inside, target);
  return { ...said(program, target, journey.end, options, inside), journey };
}

/** A name that is none of the cluster's own may be the host of an Ingress. */
function journeyOf({ pod, cluster }: Inside, { host, port, path }: Target): Journey {
  const network = { store: cluster.store, ports: cluster.containers?.answer };
  const found = route({ from: pod, host, port, path }, network);
  return found.end.is === "unknown-name" && hasRuleFor(host, cluster.store) ? throughIngress({ host, path }, network) : found;
}

function said(program: Program, target: Target, end: End, options: Arguments["options"], inside: Inside): Ran {
  switch (end.is) {
    case "outside":
      throw unsimulated(`does not know ${end.host}, which is outside the cluster`);
    case "status":
      return answered(program, options, { by: "the Ingress controller", status: end.code });
    case "pod": {
      const by = `${end.pod.name} at ${end.address}:${end.port}`;
      const how = end.says?.is === "answers" ? end.says.how : undefined;
      if (!how) return answered(program, options, { by });
      const { speaks, status } = how;
      if (speaks !== "http" && speaks !== "https") return failed(program, notHttp[program]);
      if (speaks !== target.scheme) return failed(program, otherScheme[program]);
      return answered(program, options, { by, status });
    }
    default:
      return failed(program, failures[program](target, end.is, inside));
  }
}

/** What comes back is not known, except who answers, and with which status. */
function answered(program: Program, options: Arguments["options"], { by, status }: { readonly by: string; readonly status?: number }): Ran {
  const isBad = status !== undefined && status >= 400;
  if (program === "wget" && isBad) return failed("wget", [`server returned error: HTTP/1.1 ${status}`, 1]);
  if (isBad && (options.has("f") || options.has("--fail"))) return failed("curl", [`(22) The requested URL returned error: ${status}`, 22]);
  const isKept = program === "curl" && (options.has("o") || options.has("--output"));
  const code = String(status ?? 200);
  const written = (options.get("w") ?? options.get("--write-out") ?? "").replaceAll("%{http_code}", code).replaceAll("\\n", "\n");
  const body = isKept ? "" : `answered by ${by}${status === undefined ? "" : `: HTTP ${status}`}\n`;
  return { stdout: body + (program === "curl" ? written : ""), code: 0 };
}

function failed(program: Program, [message, code]: readonly [string, number]): Ran {
  return { stdout: "", stderr: `${program}: ${message}\n`, code };
}

const notHttp = { wget: ["error getting response", 1], curl: ["(52) Empty reply from server", 52] } as const;
const otherScheme = { wget: ["error getting response: Connection reset by peer", 1], curl: ["(35) TLS connect error", 35] } as const;

type Failure = "refused" | "timed-out" | "unknown-name";

/** What each program says, and its code. */
const failures: Readonly<Record<Program, (target: Target, is: Failure, inside: Inside) => readonly [string, number]>> = {
  wget: ({ host, port }, is, { pod, cluster }) => {
    if (is === "unknown-name") return [`bad address '${host}${port === 80 ? "" : `:${port}`}'`, 1];
    const meaning = lookUp(host, pod.metadata.namespace, cluster.store);
    const address = meaning.is === "service" ? meaning.address : meaning.is === "pods" ? meaning.addresses[0] : host;
    return is === "refused" ? [`can't connect to remote host (${address}): Connection refused`, 1] : ["download timed out", 1];
  },
  curl: ({ host, port }, is) => {
    if (is === "unknown-name") return [`(6) Could not resolve host: ${host}`, 6];
    return is === "refused"
      ? [`(7) Failed to connect to ${host} port ${port}: Connection refused`, 7]
      : [`(28) Failed to connect to ${host} port ${port}: Connection timed out`, 28];
  },
};
