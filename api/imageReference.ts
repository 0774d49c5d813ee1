/** The parts of a reference to a container image, completed as container runtimes do: `nginx` is `library/nginx` of `docker.io`. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Registry and repository as they are written. */
  readonly name: string;
}

/** Reads an image reference. One that is invalid has parts, too: see `imageFault`. */
export function readImage(reference: string): ImageReference {
  const [named = "", digest] = reference.split("@");
  const tagged = /:[^/:]*$/.exec(named);
  const name = tagged ? named.slice(0, tagged.index) : named;
  const [first = "", ...rest] = name.split("/");
  const hasRegistry = rest.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  const registry = hasRegistry && first !== "index.docker.io" ? first : "docker.io";
  const path = hasRegistry ? rest.join("/") : name;
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, tag: tagged?.[0].slice(1) || undefined, digest: digest || undefined, name };
}

const domainPart = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const domain = `(?:${domainPart}(?:\\.${domainPart})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const algorithm = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*";
const valid = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@${algorithm}:[0-9a-fA-F]{32,})?$`);

const digestLengths: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
]);
const longestRepository = 255;

/** Why an image reference is invalid, in the words of the library with which Kubernetes reads it; nothing if it is valid. */
export function imageFault(reference: string): string | undefined {
  if (/^[a-f0-9]{64}$/.test(reference)) return `invalid repository name (${reference}), cannot specify 64-byte hexadecimal strings`;
  const { repository, digest } = readImage(reference);
  const path = repository.replace(/:.*$/s, "");
  if (path.toLowerCase() !== path) return `invalid reference format: repository name (${path}) must be lowercase`;
  if (!valid.test(reference)) return "invalid reference format";
  if (repository.length > longestRepository) return `repository name must not be more than ${longestRepository} characters`;
  return digest === undefined ? undefined : digestFault(digest);
}

function digestFault(digest: string): string | undefined {
  const [name = "", hex = ""] = digest.split(":");
  const length = digestLengths.get(name);
  if (length === undefined) return "unsupported digest algorithm";
  if (hex.length !== length) return "invalid checksum digest length";
  return hex.toLowerCase() === hex ? undefined : "invalid checksum digest format";
}
