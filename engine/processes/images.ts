import { readImage } from "../../api/imageReference.ts";
import type { Dialect, Userland } from "./shell/shell.ts";

/** The facts about an image, for all registries and tags. */
export interface Image {
  /** The end of its repository's path, such as `nginx` or `prom/prometheus`. */
  readonly names: readonly string[];
  /** What it runs, without an entry point script that only prepares and then runs its arguments. */
  readonly runs: readonly string[];
  /** What `args` do: replace what it runs, are appended, or are appended only if they begin with a dash. */
  readonly args: "replace" | "append" | "appendOptions";
  /** The arguments that `append` has without `args`. */
  readonly defaults?: readonly string[];
  /** The system in it. */
  readonly system: System;
  /** The variables of which it requires one to start. */
  readonly needs?: readonly string[];
  /** What it prints when it refuses. */
  readonly says?: string;
  /** Its user, if it is not root. The kubelet cannot check a user by `name`. */
  readonly user?: number | { readonly name: string };
  readonly workingDir?: string;
  /** Whether it reads its input without a command, so that it exits at once if nothing is attached. */
  readonly reads?: true;
  /** Commands that users expect in it, but that it lacks. */
  readonly lacks?: readonly string[];
}

/** The system in an image: which shell it has as `sh`, and whose tools. */
export type System = "busybox" | "alpine" | "debian" | "redhat" | "scratch";

/** The shell and tools of a system. */
export const systems: Readonly<Record<System, { readonly dialect: Dialect; readonly userland: Userland }>> = {
  busybox: { dialect: "ash", userland: "busybox" },
  alpine: { dialect: "ash", userland: "busybox" },
  debian: { dialect: "dash", userland: "gnu" },
  redhat: { dialect: "bash", userland: "gnu" },
  scratch: { dialect: "dash", userland: "gnu" },
};

const shell = { runs: ["sh"], args: "replace", reads: true } as const;
const mysqlSays = "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified";
const mysqlNeeds = ["MYSQL_ROOT_PASSWORD", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"];
const mariadbNeeds = [...mysqlNeeds, ...mysqlNeeds.map((name) => name.replace("MYSQL", "MARIADB")), "MARIADB_ROOT_PASSWORD_HASH"];

/** One line each. Uncertain facts are left out. */
export const images: readonly Image[] = [
  // Systems, which end at once without a command.
  { names: ["busybox"], ...shell, system: "busybox", lacks: ["bash", "curl", "python", "python3", "apk", "apt-get"] },
  { names: ["alpine"], ...shell, system: "alpine", lacks: ["bash", "curl", "python", "python3", "apt-get"] },
  { names: ["debian"], ...shell, runs: ["bash"], system: "debian", lacks: ["curl", "wget", "python", "python3"] },
  { names: ["ubuntu"], ...shell, runs: ["bash"], system: "debian", lacks: ["curl", "wget", "python", "python3"] },
  {
    names: ["centos", "fedora", "rockylinux", "almalinux", "oraclelinux", "amazonlinux", "ubi8", "ubi9"],
    ...shell,
    runs: ["bash"],
    system: "redhat",
  },
  { names: ["bash"], ...shell, runs: ["bash"], system: "alpine" },
  { names: ["infoblox/dnstools", "nicolaka/netshoot"], ...shell, system: "alpine" },
  // Languages, which read a program from their input without a command.
  { names: ["node"], ...shell, runs: ["node"], args: "appendOptions", system: "debian" },
  { names: ["python"], ...shell, runs: ["python3"], system: "debian" },
  { names: ["perl"], ...shell, runs: ["perl", "-de0"], system: "debian" },
  { names: ["ruby"], ...shell, runs: ["irb"], system: "debian" },
  { names: ["golang"], ...shell, runs: ["bash"], system: "debian" },
  { names: ["rust", "gcc", "buildpack-deps", "debian-base"], ...shell, runs: ["bash"], system: "debian" },
  { names: ["openjdk", "eclipse-temurin"], ...shell, runs: ["jshell"], system: "debian" },
  // Web servers and proxies.
  { names: ["nginx", "nginx-slim"], runs: ["nginx", "-g", "daemon off;"], args: "replace", system: "debian" },
  { names: ["nginx-unprivileged"], runs: ["nginx-unprivileged"], args: "replace", system: "debian", user: 101 },
  { names: ["httpd"], runs: ["httpd-foreground"], args: "replace", system: "debian", workingDir: "/usr/local/apache2" },
  { names: ["caddy"], runs: ["caddy", "run"], args: "replace", system: "alpine", workingDir: "/srv" },
  {
    names: ["haproxy"],
    runs: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"],
    args: "appendOptions",
    system: "debian",
    user: { name: "haproxy" },
  },
  { names: ["traefik"], runs: ["traefik"], args: "append", system: "alpine" },
  { names: ["envoyproxy/envoy"], runs: ["envoy"], args: "appendOptions", system: "debian" },
  { names: ["tomcat"], runs: ["catalina.sh", "run"], args: "replace", system: "debian", workingDir: "/usr/local/tomcat" },
  { names: ["php"], ...shell, runs: ["php", "-a"], args: "appendOptions", system: "debian" },
  { names: ["wordpress"], runs: ["apache2-foreground"], args: "appendOptions", system: "debian", workingDir: "/var/www/html" },
  { names: ["drupal"], runs: ["apache2-foreground"], args: "appendOptions", system: "debian" },
  { names: ["nextcloud"], runs: ["apache2-foreground"], args: "replace", system: "debian", workingDir: "/var/www/html" },
  { names: ["phpmyadmin", "phpmyadmin/phpmyadmin"], runs: ["apache2-foreground"], args: "replace", system: "debian" },
  { names: ["adminer"], runs: ["php", "-S", "[::]:8080", "-t", "/var/www/html"], args: "replace", system: "alpine", user: { name: "adminer" } },
  { names: ["ghost"], runs: ["ghost"], args: "replace", system: "debian" },
  { names: ["jenkins/jenkins"], runs: ["jenkins"], args: "appendOptions", system: "debian", user: { name: "jenkins" } },
  // Databases and queues.
  { names: ["redis", "valkey/valkey"], runs: ["redis-server"], args: "appendOptions", system: "debian", workingDir: "/data" },
  { names: ["memcached"], runs: ["memcached"], args: "appendOptions", system: "debian", user: { name: "memcache" } },
  { names: ["mysql"], runs: ["mysqld"], args: "appendOptions", system: "redhat", needs: mysqlNeeds, says: mysqlSays },
  { names: ["mysql/mysql-server"], runs: ["mysqld"], args: "appendOptions", system: "redhat" },
  { names: ["percona"], runs: ["mysqld"], args: "appendOptions", system: "redhat", needs: mysqlNeeds, says: mysqlSays },
  { names: ["mariadb"], runs: ["mariadbd"], args: "appendOptions", system: "debian", needs: mariadbNeeds, says: mysqlSays },
  {
    names: ["postgres", "postgis/postgis"],
    runs: ["postgres"],
    args: "appendOptions",
    system: "debian",
    needs: ["POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD=trust"],
    says: "Error: Database is uninitialized and superuser password is not specified.",
  },
  { names: ["mongo"], runs: ["mongod"], args: "appendOptions", system: "debian" },
  { names: ["rabbitmq"], runs: ["rabbitmq-server"], args: "replace", system: "debian" },
  { names: ["elasticsearch"], runs: ["elasticsearch"], args: "replace", system: "debian", user: 1000 },
  { names: ["kibana"], runs: ["kibana"], args: "replace", system: "debian", user: 1000 },
  { names: ["logstash"], runs: ["logstash"], args: "replace", system: "debian", user: 1000 },
  { names: ["zookeeper"], runs: ["zookeeper"], args: "replace", system: "debian" },
  { names: ["apache/kafka"], runs: ["kafka"], args: "replace", system: "alpine", user: { name: "appuser" } },
  { names: ["cassandra"], runs: ["cassandra", "-f"], args: "appendOptions", system: "debian" },
  { names: ["nats"], runs: ["nats-server"], args: "appendOptions", system: "scratch" },
  { names: ["etcd", "coreos/etcd"], runs: ["etcd"], args: "replace", system: "scratch" },
  { names: ["influxdb"], runs: ["influxd"], args: "appendOptions", system: "debian" },
  { names: ["consul", "hashicorp/consul"], runs: ["consul"], args: "append", defaults: ["agent", "-dev", "-client", "0.0.0.0"], system: "alpine" },
  { names: ["vault", "hashicorp/vault"], runs: ["vault"], args: "append", defaults: ["server", "-dev"], system: "alpine" },
  { names: ["registry"], runs: ["registry", "serve"], args: "append", system: "alpine" },
  { names: ["minio/minio"], runs: ["minio"], args: "append", system: "redhat" },
  // Monitoring.
  { names: ["prom/prometheus", "prometheus/prometheus"], runs: ["prometheus"], args: "append", system: "busybox", user: { name: "nobody" } },
  { names: ["prom/alertmanager", "prometheus/alertmanager"], runs: ["alertmanager"], args: "append", system: "busybox", user: { name: "nobody" } },
  { names: ["prom/node-exporter", "prometheus/node-exporter"], runs: ["node_exporter"], args: "append", system: "busybox", user: { name: "nobody" } },
  { names: ["prom/pushgateway"], runs: ["pushgateway"], args: "append", system: "busybox", user: { name: "nobody" } },
  { names: ["prom/blackbox-exporter"], runs: ["blackbox_exporter"], args: "append", system: "busybox" },
  { names: ["grafana/grafana"], runs: ["grafana"], args: "append", system: "alpine", user: 472 },
  { names: ["grafana/loki"], runs: ["loki"], args: "append", system: "alpine", user: 10001 },
  // Small programs of tutorials, and of Kubernetes itself.
  { names: ["pause"], runs: ["pause"], args: "append", system: "scratch", user: 65535 },
  { names: ["echoserver"], runs: ["echoserver"], args: "replace", system: "debian" },
  { names: ["agnhost"], runs: ["agnhost"], args: "append", defaults: ["pause"], system: "alpine" },
  { names: ["google-samples/hello-app"], runs: ["hello-app"], args: "append", system: "scratch", user: { name: "nonroot" } },
  { names: ["hashicorp/http-echo"], runs: ["http-echo"], args: "append", system: "scratch" },
  { names: ["traefik/whoami", "containous/whoami"], runs: ["whoami"], args: "append", system: "scratch" },
  { names: ["liveness"], runs: ["agnhost", "liveness"], args: "replace", system: "scratch" },
  { names: ["serve_hostname"], runs: ["agnhost", "serve-hostname"], args: "replace", system: "scratch" },
  { names: ["test-webserver"], runs: ["test-webserver"], args: "replace", system: "scratch" },
  { names: ["goproxy"], runs: ["goproxy"], args: "append", system: "scratch" },
  { names: ["hello-world"], runs: ["hello-world"], args: "replace", system: "scratch" },
  { names: ["curlimages/curl"], runs: ["curl"], args: "appendOptions", system: "alpine", user: { name: "curl_user" } },
  { names: ["bitnami/kubectl"], runs: ["kubectl"], args: "append", system: "debian", user: 1001 },
  { names: ["hpa-example"], runs: ["apache2-foreground"], args: "replace", system: "debian" },
  { names: ["kubernetes-bootcamp"], runs: ["kubernetes-bootcamp"], args: "replace", system: "debian" },
  { names: ["wardviaene/k8s-demo"], runs: ["k8s-demo"], args: "replace", system: "debian" },
  { names: ["luksa/kubia"], runs: ["kubia"], args: "append", system: "debian" },
  {
    names: ["luksa/batch-job"],
    runs: ["sh", "-c", "echo $(date) Batch job starting; sleep 120; echo $(date) Finished succesfully"],
    args: "append",
    system: "busybox",
  },
  { names: ["luksa/ssd-monitor"], runs: ["sh", "-c", "while true; do echo 'SSD OK'; sleep 5; done"], args: "append", system: "busybox" },
  { names: ["gb-frontend"], runs: ["apache2-foreground"], args: "replace", system: "debian" },
  { names: ["gb-redis-follower", "gb-redisslave", "redis-slave"], runs: ["redis-server"], args: "replace", system: "debian" },
  { names: ["polinux/stress", "vish/stress"], runs: ["stress"], args: "replace", system: "alpine" },
  // Bitnami's, which run as 1001.
  { names: ["bitnami/nginx", "bitnamilegacy/nginx"], runs: ["nginx-unprivileged"], args: "replace", system: "debian", user: 1001 },
  {
    names: ["bitnami/redis", "bitnamilegacy/redis"],
    runs: ["redis-server"],
    args: "replace",
    system: "debian",
    user: 1001,
    needs: ["REDIS_PASSWORD", "REDIS_PASSWORD_FILE", "ALLOW_EMPTY_PASSWORD=yes"],
  },
  {
    names: ["bitnami/postgresql", "bitnamilegacy/postgresql"],
    runs: ["postgres"],
    args: "replace",
    system: "debian",
    user: 1001,
    needs: ["POSTGRESQL_PASSWORD", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRESQL_PASSWORD_FILE", "ALLOW_EMPTY_PASSWORD=yes"],
  },
  {
    names: ["bitnami/mysql", "bitnamilegacy/mysql"],
    runs: ["mysqld"],
    args: "replace",
    system: "debian",
    user: 1001,
    needs: ["MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE", "ALLOW_EMPTY_PASSWORD=yes"],
  },
  {
    names: ["bitnami/mariadb", "bitnamilegacy/mariadb"],
    runs: ["mariadbd"],
    args: "replace",
    system: "debian",
    user: 1001,
    needs: ["MARIADB_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_FILE", "ALLOW_EMPTY_PASSWORD=yes"],
  },
];

const byName = new Map(images.flatMap((image) => image.names.map((name) => [name, image] as const)));

/** The repository of an image reference as people call it: `nginx`, not `library/nginx`. */
export function repositoryOf(reference: string): string {
  return readImage(reference).repository.replace(/^library\//, "");
}

/** The facts about an image by the end of its name, if it is well known. */
export function imageOf(reference: string): { readonly name: string; readonly image: Image } | undefined {
  const parts = repositoryOf(reference).split("/");
  for (let i = 0; i < parts.length; i++) {
    const name = parts.slice(i).join("/");
    const image = byName.get(name);
    if (image) return { name, image: variantOf(image, reference) };
  }
  return undefined;
}

/** Whether an image is the well-known one itself, and not a copy or another image of the same name. */
export function isOriginal(reference: string, name: string): boolean {
  return repositoryOf(reference) === name && ["docker.io", "quay.io", "ghcr.io", "mirror.gcr.io"].includes(readImage(reference).registry);
}

/** Applies the tag, which may name another system or, for PHP, another server. */
function variantOf(image: Image, reference: string): Image {
  const { tag = "" } = readImage(reference);
  const { reads, ...rest } =
    /\balpine/.test(tag) && (image.system === "debian" || image.system === "scratch") ? { ...image, system: "alpine" as const } : image;
  const server = /\bfpm\b/.test(tag) ? "php-fpm" : /\bapache\b/.test(tag) ? "apache2-foreground" : undefined;
  const php = image.names.some((name) => ["php", "wordpress", "drupal", "nextcloud"].includes(name));
  if (php && server) return { ...rest, runs: [server] };
  return { ...rest, ...(reads && { reads }) };
}
