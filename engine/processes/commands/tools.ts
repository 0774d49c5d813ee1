import type { Seconds } from "../behaviour.ts";
import type { Task } from "../machine.ts";
import { runShell } from "../shell/builtins.ts";
import type { Interpreter } from "../shell/run.ts";
import { type Context, forever } from "../shell/shell.ts";
import { isStamped, outputStamp, readable } from "../text.ts";
import { type Call, has, operands, type Program, type Programs } from "./program.ts";
import { listening, portIn } from "./servers.ts";
import { asFirst, assumedToSucceed, ignoresSigterm, limited, takes } from "./time.ts";

/** Programs that use the network or install something, which are assumed to succeed, with their durations on an ordinary machine. */
const askers: Readonly<Record<string, Seconds>> = {
  ...secondsFor(
    0,
    "nslookup dig host ping getent traceroute telnet openssl ssh scp rsync sysctl modprobe iptables ip6tables ipset setcap addgroup adduser useradd groupadd usermod update-ca-certificates",
  ),
  ...secondsFor(
    1,
    "kubectl aws gsutil gcloud az mc psql mysql mysqladmin mariadb mariadb-admin mongo mongosh redis-cli pg_isready rabbitmqctl rabbitmq-diagnostics etcdctl cqlsh vault-agent step",
  ),
  ...secondsFor(2, "git unzip tar gzip gunzip pg_dump pg_restore mysqldump mongodump flyway migrate alembic tini-static"),
  ...secondsFor(5, "apk apt apt-get yum dnf microdnf pip pip3 bundle composer gem make gcc go cargo npx helm terraform"),
};

/** Computing programs: with a program text on the command line they are assumed to work for a while and succeed. */
const workSeconds = 5;

/** Programs that run others, use the network, or compute. */
export function toolPrograms(self: () => Interpreter): Programs {
  const run = (argv: readonly string[], context: Context): Task => self().command(argv, context);
  const shell: Program = ({ name, args, context }) => runShell([name, ...args], context, self());
  return {
    ...Object.fromEntries(Object.entries(askers).map(([name, seconds]): [string, Program] => [name, (call) => asked(call, seconds)])),
    ...Object.fromEntries(["sh", "bash", "ash", "dash"].map((name) => [name, shell])),
    busybox: ({ args, context }) => (args.length === 0 ? 0 : run(args, context)),
    timeout: (call) => timeout(call, run),
    env: ({ args, context }) => withVariables(args, context, run),
    nohup: ({ args, context }) => run(args, context),
    nice: ({ args, context }) => run(operands(args, "n"), context),
    setsid: ({ args, context }) => run(operands(args), context),
    stdbuf: ({ args, context }) => run(operands(args, "oei"), context),
    time: ({ args, context }) => run(operands(args), context),
    sudo: ({ args, context }) => run(operands(args, "u"), context),
    su: ({ args, context }) => (args.includes("-c") ? run(["sh", "-c", args[args.indexOf("-c") + 1] ?? ""], context) : undefined),
    gosu: ({ args, context }) => run(args.slice(1), context),
    "su-exec": ({ args, context }) => run(args.slice(1), context),
    tini: init(run),
    "dumb-init": init(run),
    catatonit: init(run),
    wget: (call) => download(call, call.args.some((each) => /^-[a-zA-Z]*O-?$/.test(each)) && call.args.includes("-")),
    curl: (call) => download(call, !has(call.args, "o") && !call.args.some((each) => each === "-o" || each === "-O" || each === "--output")),
    podcli: (call) =>
      call.args[1] === "http" ? download({ ...call, name: "curl", args: ["-f", `http://${call.args[2] ?? ""}`] }, false) : undefined,
    nc: netcat,
    netcat,
    ncat: netcat,
    socat: ({ args, context }) => listen(args.map((each) => /LISTEN:(\d{1,5})/i.exec(each)?.[1]).find(Boolean), context),
    python: python,
    python3: python,
    python2: python,
    perl: interpreterOf(/^-[A-Za-z]*e$/),
    ruby: interpreterOf(/^-[A-Za-z]*e$/),
    php: interpreterOf(/^-r$/, ({ args, context }) => listen(/:(\d{1,5})$/.exec(args[args.indexOf("-S") + 1] ?? "")?.[1], context)),
    node: interpreterOf(/^(-e|--eval|-p)$/),
    stress: stress,
    "stress-ng": stress,
    npm: (call) => (/^(install|i|ci|rebuild|prune)$/.test(call.args[0] ?? "") ? assumedToSucceed(call, 5) : undefined),
    yarn: (call) => (/^(install|add)?$/.test(call.args[0] ?? "") ? assumedToSucceed(call, 5) : undefined),
    grpc_health_probe: (call) => localAnswer(call, undefined, portIn(call.args, ["-addr", "--addr"]) ?? 0, "/") ?? assumedToSucceed(call, 0),
    watch: () => forever(),
    top: () => forever(),
    which: () => 0,
    type: () => 0,
    stty: () => 0,
    clear: () => 0,
    reset: () => 0,
    mkfifo: () => 0,
    mknod: () => 0,
    swapoff: () => 0,
    ldconfig: () => 0,
    hostnamectl: () => 0,
    xargs: () => undefined,
  };
}

function secondsFor(seconds: Seconds, names: string): Record<string, Seconds> {
  return Object.fromEntries(names.split(" ").map((name) => [name, seconds]));
}

function asked(call: Call, seconds: Seconds): Task | number {
  const port = clientPorts[call.name];
  const missed = missing(call, hostAsked(call), portIn(call.args, ["-p", "-P", "--port"]) ?? port);
  if (missed !== undefined) return missed;
  const local = port === undefined ? undefined : localAnswer(call, hostIn(call.args), port, "/");
  if (local !== undefined) return local;
  if (call.args.includes("add") || call.args.includes("install")) install(call);
  if (!call.args.some((each) => each === "-q" || each === "--quiet")) call.out(`${outputStamp(call.name)}\n`);
  return assumedToSucceed(call, seconds);
}

/** Exit codes for unknown names and for refused connections; 1 by default. `dig` accepts any answer. */
const missCodes: Readonly<Record<string, readonly [name: number, port: number]>> = {
  dig: [0, 0],
  getent: [2, 2],
  pg_isready: [2, 2],
  psql: [2, 2],
  curl: [6, 7],
};

/** The exit code of a program that looks up an unknown name of the cluster or connects to a port that does not answer; nothing if it succeeds. */
function missing({ name, complain, context: { shell } }: Call, host: string | undefined, port?: number): number | undefined {
  const { machine, hosts, userland } = shell;
  if (host === undefined) return undefined;
  const isMissed = (asked: string): boolean => (hosts.from(asked) ?? 0) > machine.now;
  const server = port === undefined ? host : `${host}:${port}`;
  const missed = [host, server].find(isMissed);
  if (missed === undefined) return undefined;
  machine.missed.add(missed);
  const shown = readable(missed).slice(0, 200);
  machine.remark(missed === host ? { is: "noSuchHost", host: shown } : { is: "nobodyAnswers", server: shown });
  complain(missed === host ? `bad address '${host}'` : `can't connect to ${server}: Connection refused`);
  if (name === "wget" && userland !== "busybox") return 4;
  return missCodes[name]?.[missed === host ? 0 : 1] ?? 1;
}

/** The name that a program looks up, if it does. */
function hostAsked({ name, args }: Call): string | undefined {
  if (["nslookup", "host", "dig", "ping", "telnet"].includes(name)) return operands(args, "cwWi")[0];
  return name === "getent" ? operands(args)[1] : hostIn(args);
}

/** The host of a URL among the arguments, and its port. */
function serverOfUrl(args: readonly string[]): readonly [host: string | undefined, port: number | undefined] {
  const [, scheme, host, port] = args.map((each) => /^(https?):\/\/(?:[^@/]*@)?([^/:?#]+)(?::(\d{1,5}))?/.exec(each)).find((each) => each) ?? [];
  return [host, host === undefined ? undefined : Number(port ?? (scheme === "https" ? 443 : 80))];
}

/** Adds the packages that a package manager installs. */
function install({ args, context: { shell } }: Call): void {
  shell.container.installed.push(...args.map((each) => each.replace(/[=@].*$/, "")));
}

function download(call: Call, prints: boolean): Task | number {
  const local = localDownload(call) ?? missing(call, ...serverOfUrl(call.args));
  if (local !== undefined) return local;
  if (prints) call.out(`${outputStamp(call.name)}\n`);
  else {
    const target = call.args[call.args.findIndex((each) => /^-[a-zA-Z]*[oO]$|^--output$/.test(each)) + 1];
    const url = call.args.find((each) => /^https?:/.test(each));
    const path = target !== undefined && !target.startsWith("-") && target !== url ? target : url?.split("/").pop();
    if (path && !isStamped(path)) call.files.change(call.resolve(path), { is: "file" }, call.context.shell.machine.now);
  }
  return assumedToSucceed(call, 0);
}

/** Default ports of programs that check whether a server answers. */
const clientPorts: Readonly<Record<string, number>> = {
  "redis-cli": 6379,
  pg_isready: 5432,
  psql: 5432,
  mysqladmin: 3306,
  mysql: 3306,
  mariadb: 3306,
  "mariadb-admin": 3306,
  mongo: 27017,
  mongosh: 27017,
  rabbitmqctl: 5672,
  "rabbitmq-diagnostics": 5672,
  etcdctl: 2379,
};

const here = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$/;

/** Whether a server in this container answers: 0 or 1; nothing for another host, or if it is unknown what listens here. */
function localAnswer({ context, complain }: Call, host: string | undefined, port: number, path: string): number | undefined {
  const { machine } = context.shell;
  if ((host !== undefined && !here.test(host)) || !machine.knowsPorts()) return undefined;
  const answer = machine.answer(port, path);
  if (!answer) complain(`connection to port ${port} refused`);
  return answer && answer.status < 400 ? 0 : 1;
}

function hostIn(args: readonly string[]): string | undefined {
  const at = args.findIndex((each) => /^(-h|--host|-H)$/.test(each));
  const joined = args.map((each) => /^(?:--host=|-h)(.+)$/.exec(each)?.[1]).find((each) => each !== undefined);
  return at < 0 ? joined : args[at + 1];
}

/** `curl` and `wget` to a server in this container. `curl` without `-f` succeeds with any answer. */
function localDownload(call: Call): number | undefined {
  const url = call.args
    .map((each) => /^(?:https?:\/\/)?([^/:\s]+|\[[^\]]+\])(?::(\d{1,5}))?(\/[^?\s]*)?(?:\?.*)?$/.exec(each))
    .find((each) => each && here.test(each[1]!));
  if (!url) return undefined;
  const [, host, port = "80", path = "/"] = url;
  const answers = call.context.shell.machine.answer(Number(port), path) !== undefined;
  const code = localAnswer(call, host, Number(port), path);
  if (code !== 1) return code;
  if (call.name === "wget") return call.context.shell.userland === "busybox" ? 1 : answers ? 8 : 4;
  return answers ? (has(call.args, "f") || call.args.includes("--fail") ? 22 : 0) : 7;
}

function netcat(call: Call): Task | number | undefined {
  const { args, context } = call;
  if (!has(args, "l")) {
    const [host, port] = args.slice(-2);
    return (
      localAnswer(call, host, Number(port), "/") ??
      missing(call, host, /^\d{1,5}$/.test(port ?? "") ? Number(port) : undefined) ??
      assumedToSucceed(call, 0)
    );
  }
  const option = args.findIndex((each) => /^-[a-z]*p$/.test(each));
  const port = option >= 0 ? args[option + 1] : args.findLast((each) => /^\d{1,5}$/.test(each));
  return listen(port, context);
}

/** Listens on a TCP port until a client connects, which here never happens. */
function listen(port: string | undefined, context: Context): Task | undefined {
  if (port === undefined || !/^\d{1,5}$/.test(port)) return undefined;
  asFirst(context.shell.container, context, ignoresSigterm);
  return listening([{ port: Number(port), speaks: "tcp" }], 0, context);
}

function timeout({ args, context }: Call, run: (argv: readonly string[], context: Context) => Task): Task | undefined {
  const rest = args.slice(args.findIndex((each, i) => !each.startsWith("-") && !/^-[ks]$/.test(args[i - 1] ?? "")));
  const [, number, unit = "s"] = /^(\d*\.?\d+)([smhd]?)$/.exec(rest[0] ?? "") ?? [];
  if (number === undefined || rest.length < 2) return undefined;
  const seconds = Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit || "s"]!;
  const code = context.shell.userland === "busybox" ? 143 : 124;
  return limited(context.shell.machine, run(rest.slice(1), { ...context, last: false }), seconds, code);
}

function withVariables(args: readonly string[], context: Context, run: (argv: readonly string[], context: Context) => Task): Task | number {
  const { shell, streams } = context;
  const settings = args.filter((_, i) => args.slice(0, i + 1).every((one) => /^-|^[A-Za-z_]\w*=/.test(one)));
  const set = settings
    .filter((each) => !each.startsWith("-"))
    .map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)] as const);
  const variables = new Map([...shell.variables, ...set]);
  const rest = args.slice(settings.length);
  if (rest.length > 0) return run(rest, { ...context, shell: { ...shell, variables } });
  for (const [name, value] of variables) streams.out(`${name}=${value}\n`);
  return 0;
}

/** A small init: it forwards signals to the program, which is then not process 1. */
function init(run: (argv: readonly string[], context: Context) => Task): Program {
  return ({ args, context }) => {
    context.shell.container.hasInit = true;
    return run(operands(args, "pe"), context);
  };
}

function python(call: Call): number | Task | undefined {
  const { args, context } = call;
  const module = args[args.indexOf("-m") + 1];
  if (args.includes("-m") && (module === "http.server" || module === "SimpleHTTPServer")) {
    const port = args.slice(args.indexOf("-m") + 2).find((each) => /^\d{1,5}$/.test(each));
    asFirst(context.shell.container, context, ignoresSigterm);
    return listening([{ port: Number(port ?? portIn(args, ["--port"]) ?? 8000) }], 0, context);
  }
  return interpreterOf(/^-c$/)(call);
}

/** `perl -e TEXT` and similar: a text that neither waits nor serves is work that ends. */
function interpreterOf(option: RegExp, serves?: Program): Program {
  return (call) => {
    const { args, context, name } = call;
    const { machine } = context.shell;
    if (args.length === 0) return 0;
    if (args.every((each) => /^(-v|-V|--version|--help|-h)$/.test(each))) return 0;
    const at = args.findIndex((each) => option.test(each));
    if (at < 0) return serves?.(call);
    const text = args[at + 1] ?? "";
    const [, code] = /^\s*(?:import sys;\s*)?(?:sys\.|process\.)?exit\(?\s*(\d{1,3})\s*\)?;?\s*$/.exec(text) ?? [];
    if (code !== undefined) return Number(code);
    if (/sleep|while|listen|serve|socket|http|setInterval|loop/i.test(text)) return undefined;
    const command = [name, ...args].join(" ");
    machine.remark({ is: "assumedWork", command: readable(command).slice(0, 200), seconds: workSeconds });
    return (function* (): Task {
      const done = yield* takes(context, workSeconds, 0);
      call.out(`${outputStamp(name)}\n`);
      return done;
    })();
  };
}

/** `stress` works for its `--timeout`, or forever. */
function stress({ args, context }: Call): Task {
  const option = args.findIndex((each) => each === "-t" || each === "--timeout");
  const [, number, unit = "s"] = /^(\d+)([smhd]?)$/.exec(args[option + 1] ?? "") ?? [];
  const seconds = option < 0 || number === undefined ? Infinity : Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit || "s"]!;
  return takes(context, seconds === 0 ? Infinity : seconds, 0, { code: 143 });
}
