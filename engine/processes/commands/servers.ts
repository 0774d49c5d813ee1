import type { Seconds, Serve, Stop } from "../behaviour.ts";
import type { Task } from "../machine.ts";
import { type Context, forever } from "../shell/shell.ts";
import { asFirst, ignoresSigterm } from "./time.ts";

/** A program that keeps running and listens. Uncertain facts are left out. */
export interface Server {
  /** The names of its command. */
  readonly names: readonly string[];
  /** Its ports without options. */
  readonly ports: readonly Port[];
  /** Options that set the first port: `--port 80`, `--port=80`, `-listen=:80`. */
  readonly portOptions?: readonly string[];
  /** Environment variables that set the first port. */
  readonly portVariables?: readonly string[];
  /** Where its configuration is, and how ports are written in it. The image's own configuration listens on `ports`. */
  readonly configuration?: { readonly under: string; readonly port: RegExp; readonly pages?: string };
  /** Seconds until it listens, on an ordinary machine. */
  readonly ready: Seconds;
  /** What SIGTERM does when it is process 1. */
  readonly stop: Stop;
  /** Whether it runs in the background with these arguments, so that its caller continues. */
  readonly daemon?: (args: readonly string[]) => boolean;
  /** Arguments with which it only does something short and exits with 0. */
  readonly short?: RegExp;
}

/** What is answered on a port; with a path, other paths get 404. */
type Port = Pick<Serve, "port" | "speaks" | "path">;

const ends: Stop = { code: 0 };
const http = (...ports: readonly number[]): readonly Port[] => ports.map((port) => ({ port }));
const tcp = (...ports: readonly number[]): readonly Port[] => ports.map((port) => ({ port, speaks: "tcp" }));
const page = (port: number): readonly Port[] => [{ port, path: "/" }];
/** How a Java virtual machine exits on SIGTERM. */
const java: Stop = { takes: 1, code: 143 };
/** How a Go program without a handler exits as process 1. */
const go: Stop = { code: 2 };
const asks = /^(-v|-V|-h|--version|--help|version|help)$/;

/** One line each. Durations are those of an ordinary machine. */
export const servers: readonly Server[] = [
  {
    names: ["nginx", "nginx-debug"],
    ports: page(80),
    configuration: { under: "/etc/nginx", port: /\blisten\s+(?:[^\s;]*:)?(\d{1,5})\b/g, pages: "/usr/share/nginx/html" },
    ready: 0,
    stop: ends,
    daemon: (args) => !/daemon\s+off/.test(args.join(" ")),
    short: /^-(v|V|t|T|s|h)$/,
  },
  { names: ["httpd-foreground", "apache2-foreground"], ports: http(80), ready: 0, stop: ends },
  {
    names: ["httpd", "apache2", "apache2ctl", "apachectl"],
    ports: http(80),
    ready: 0,
    stop: ends,
    // Busybox has an httpd of its own, where `-f` takes no file and keeps it in the foreground.
    portOptions: ["-p"],
    daemon: (args) => !/FOREGROUND/.test(args.join(" ")) && !args.some((each, i) => each === "-f" && (args[i + 1] ?? "-").startsWith("-")),
    short: /^-[vVtSl]$|^configtest$|^stop$/,
  },
  {
    names: ["caddy"],
    ports: http(80),
    configuration: { under: "/etc/caddy", port: /^\s*(?:https?:\/\/)?[^\s:{]*:(\d{1,5})\s*\{/gm },
    portOptions: ["--listen", "--from", "-port", "--port"],
    ready: 0,
    stop: ends,
    daemon: (args) => args[0] === "start",
    short: /^(version|validate|fmt|adapt|list-modules|help)$/,
  },
  {
    names: ["haproxy"],
    ports: [],
    configuration: { under: "/usr/local/etc/haproxy", port: /\bbind\s+\S*:(\d{1,5})\b/g },
    ready: 0,
    stop: ends,
    short: /^-(v|vv|c)$/,
  },
  { names: ["traefik"], ports: http(80), ready: 1, stop: ends, short: asks },
  { names: ["redis-server", "valkey-server"], ports: tcp(6379), portOptions: ["--port"], ready: 0, stop: ends, short: asks },
  { names: ["redis-sentinel"], ports: tcp(26379), portOptions: ["--port"], ready: 0, stop: ends },
  { names: ["memcached"], ports: tcp(11211), portOptions: ["-p", "--port"], ready: 0, stop: ends, short: asks },
  { names: ["mysqld", "mysqld_safe"], ports: tcp(3306), portOptions: ["--port", "-P"], ready: 12, stop: { takes: 1, code: 0 }, short: asks },
  { names: ["mariadbd", "mariadbd-safe"], ports: tcp(3306), portOptions: ["--port", "-P"], ready: 6, stop: { takes: 1, code: 0 }, short: asks },
  { names: ["postgres"], ports: tcp(5432), portOptions: ["-p", "--port"], portVariables: ["PGPORT"], ready: 3, stop: ends, short: asks },
  { names: ["mongod"], ports: tcp(27017), portOptions: ["--port"], ready: 2, stop: ends, daemon: (args) => args.includes("--fork"), short: asks },
  { names: ["mongos"], ports: tcp(27017), portOptions: ["--port"], ready: 2, stop: ends, short: asks },
  { names: ["rabbitmq-server"], ports: tcp(5672, 25672, 4369), ready: 8, stop: { takes: 2, code: 0 }, daemon: (args) => args.includes("-detached") },
  { names: ["elasticsearch", "eswrapper"], ports: [...http(9200), ...tcp(9300)], ready: 20, stop: { takes: 2, code: 143 } },
  { names: ["opensearch"], ports: [...http(9200), ...tcp(9300)], ready: 20, stop: { takes: 2, code: 143 } },
  { names: ["kibana"], ports: http(5601), ready: 15, stop: ends },
  { names: ["logstash"], ports: http(9600), ready: 20, stop: { takes: 1, code: 0 } },
  { names: ["etcd"], ports: http(2379, 2380), ready: 1, stop: ends, short: asks },
  { names: ["consul"], ports: [...http(8500), ...tcp(8300, 8301)], ready: 2, stop: ends, short: /^(version|members|info|kv|join|leave|validate)$/ },
  { names: ["vault"], ports: http(8200), ready: 1, stop: ends, short: /^(version|status|operator|kv|login|read|write)$/ },
  { names: ["nats-server"], ports: [...tcp(4222), ...http(8222)], portOptions: ["-p", "--port", "-port"], ready: 0, stop: ends, short: asks },
  { names: ["influxd"], ports: http(8086), ready: 2, stop: ends, short: asks },
  { names: ["prometheus"], ports: http(9090), portOptions: ["--web.listen-address"], ready: 1, stop: ends, short: asks },
  { names: ["alertmanager"], ports: http(9093), portOptions: ["--web.listen-address"], ready: 1, stop: ends, short: asks },
  { names: ["node_exporter"], ports: http(9100), portOptions: ["--web.listen-address"], ready: 0, stop: go, short: asks },
  { names: ["pushgateway"], ports: http(9091), portOptions: ["--web.listen-address"], ready: 0, stop: ends, short: asks },
  { names: ["blackbox_exporter"], ports: http(9115), portOptions: ["--web.listen-address"], ready: 0, stop: ends, short: asks },
  { names: ["grafana-server", "grafana"], ports: http(3000), portVariables: ["GF_SERVER_HTTP_PORT"], ready: 5, stop: ends, short: asks },
  { names: ["loki"], ports: [...http(3100), ...tcp(9095)], ready: 2, stop: ends },
  { names: ["promtail"], ports: http(9080), ready: 1, stop: ends },
  { names: ["registry"], ports: http(5000), ready: 0, stop: ends, short: asks },
  { names: ["zookeeper", "zkServer.sh"], ports: tcp(2181), ready: 2, stop: java },
  { names: ["kafka"], ports: tcp(9092), ready: 6, stop: { takes: 2, code: 143 } },
  { names: ["cassandra"], ports: tcp(9042, 7000), ready: 30, stop: { takes: 2, code: 143 } },
  { names: ["catalina.sh"], ports: http(8080), ready: 3, stop: java, daemon: ([verb]) => verb === "start" },
  { names: ["jenkins"], ports: [...http(8080), ...tcp(50000)], ready: 25, stop: java },
  { names: ["php-fpm"], ports: tcp(9000), ready: 0, stop: ends, short: asks },
  { names: ["minio"], ports: http(9000), ready: 1, stop: ends, short: asks },
  { names: ["envoy"], ports: [], configuration: { under: "/etc/envoy", port: /"?port_value"?:\s*(\d{1,5})\b/g }, ready: 1, stop: ends, short: asks },
  { names: ["coredns"], ports: [...tcp(53), ...http(8080, 8181)], ready: 0, stop: ends, short: asks },
  { names: ["dockerd"], ports: [], ready: 3, stop: ends },
  {
    names: ["sshd"],
    ports: tcp(22),
    portOptions: ["-p"],
    ready: 0,
    stop: { code: 255 },
    daemon: (args) => !args.some((each) => /^-[a-z]*D/.test(each)),
    short: /^-t$/,
  },
  { names: ["crond", "cron"], ports: [], ready: 0, stop: ignoresSigterm, daemon: (args) => !args.some((each) => /^-[a-z]*f/.test(each)) },
  { names: ["supervisord"], ports: [], ready: 1, stop: ends, daemon: (args) => !args.some((each) => /^-[a-z]*n|^--nodaemon$/.test(each)) },
  { names: ["hello-app"], ports: http(8080), portVariables: ["PORT"], ready: 0, stop: go },
  { names: ["http-echo"], ports: http(5678), portOptions: ["-listen", "--listen"], ready: 0, stop: ends },
  { names: ["whoami"], ports: http(80), portOptions: ["--port", "-port"], portVariables: ["WHOAMI_PORT_NUMBER"], ready: 0, stop: go },
  { names: ["nginx-unprivileged"], ports: page(8080), ready: 0, stop: ends },
  { names: ["echoserver", "kubernetes-bootcamp", "kubia", "goproxy"], ports: http(8080), ready: 0, stop: {} },
  { names: ["k8s-demo"], ports: http(3000), ready: 1, stop: {} },
  { names: ["test-webserver"], ports: http(80), ready: 0, stop: go },
  { names: ["gunicorn"], ports: http(8000), portOptions: ["-b", "--bind"], portVariables: ["PORT"], ready: 1, stop: ends, short: asks },
  { names: ["podinfo"], ports: [], ready: 0, stop: { takes: 3, code: 0 }, short: asks },
  { names: ["ghost"], ports: http(2368), ready: 6, stop: ends },
  { names: ["cloudflared"], ports: [], ready: 1, stop: ends, short: asks },
];

const byName = new Map(servers.flatMap((server) => server.names.map((name) => [name, server] as const)));

/** The server with this name, if it is known. */
export function serverOf(name: string): Server | undefined {
  return byName.get(name.slice(name.lastIndexOf("/") + 1));
}

/** Runs a server. */
export function* serve(server: Server, args: readonly string[], context: Context): Task {
  const { machine, container, variables } = context.shell;
  if (server.short && args.some((each) => server.short!.test(each))) return 0;
  const daemon = server.daemon?.(args) ?? false;
  const first = portIn(args, server.portOptions ?? []) ?? portFrom(variables, server.portVariables ?? []);
  const configured = server.configuration && portsIn(server.configuration, context);
  const own = server.ports.map((each, i) => (i === 0 && first !== undefined ? { ...each, port: first } : each));
  const task = listening(configured ?? (own.length > 0 ? own : context.shell.assumedServes), server.ready, context);
  if (daemon) {
    machine.spawn(task);
    return 0;
  }
  asFirst(container, context, server.stop);
  return yield* task;
}

/**
 * The ports of a mounted configuration: those that are written in it or, if its content is unknown, those that the pod names.
 * Nothing if the image's own configuration is in its place.
 */
function portsIn({ under, port, pages }: NonNullable<Server["configuration"]>, { shell }: Context): readonly Serve[] | undefined {
  const { files } = shell.machine;
  const paths = files.volumePaths(under);
  const changed = files.volumePaths(pages ?? under).length > 0;
  if (paths.length === 0) return changed ? [{ port: 80 }] : undefined;
  const ports = paths.flatMap((path) => [...(files.contentOf(path) ?? "").matchAll(port)].map(([, number]) => Number(number)));
  const known = [...new Set(ports)].map((number): Serve => ({ port: number }));
  return known.length > 0 ? known : shell.assumedServes.length > 0 ? shell.assumedServes : undefined;
}

/** Listens on ports after some seconds, forever. */
export function* listening(ports: readonly Serve[], ready: Seconds, context: Context): Task {
  const { machine } = context.shell;
  for (const each of ports) {
    const after = Math.max(machine.now + ready, each.after ?? 0);
    machine.listen({ ...each, ...(after > 0 && { after }) });
  }
  return yield* forever();
}

/** The port that an option sets. */
export function portIn(args: readonly string[], options: readonly string[]): number | undefined {
  for (const [i, each] of args.entries()) {
    const name = options.find((option) => each === option || each.startsWith(`${option}=`));
    const value = name === undefined ? undefined : each === name ? args[i + 1] : each.slice(name.length + 1);
    const port = /(?:^|:)(\d{1,5})$/.exec(value ?? "")?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
}

function portFrom(variables: ReadonlyMap<string, string>, names: readonly string[]): number | undefined {
  const value = names.map((name) => variables.get(name)).find((each) => each !== undefined && /^\d{1,5}$/.test(each));
  return value === undefined ? undefined : Number(value);
}
