import type { Check } from "../check.ts";
import { type ApiSentence, say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";

/** What is wrong with a text: a sentence that names it and what is allowed, and the nearest text that would do. */
export interface Flaw {
  readonly message: ApiSentence;
  readonly instead?: string;
}

/** Looks at a text and finds its flaw, or nothing. */
export type Format = (value: string) => Flaw | undefined;

/** The value has this format. */
export function formatted(format: Format): Check<string> {
  return (value, at, causes) => {
    const flaw = format(value);
    if (flaw !== undefined) causes.invalid(at, flaw.message, flaw.instead === undefined ? {} : { instead: flaw.instead });
  };
}

/** Every key of a map has this format; the server names the map, we point to the key. */
export function keysFormatted(format: Format): Check<Readonly<Record<string, unknown>>> {
  return (map, at, causes) => {
    for (const key of Object.keys(map)) {
      const flaw = format(key);
      if (flaw !== undefined)
        causes.invalid(at.key(key).shownAs(at), flaw.message, { blames: "key", ...(flaw.instead !== undefined && { instead: flaw.instead }) });
    }
  };
}

interface Pattern {
  /** What the text should be, with its article: `a DNS label`. */
  readonly what: ApiSentence;
  /** What it may hold, as the rest of a sentence: `use letters and digits`. */
  readonly rule: ApiSentence;
  readonly pattern: RegExp;
  readonly longest?: number;
  /** Makes a guess at what was meant; dropped where it would not do either. */
  readonly repair?: (value: string) => string;
}

function format({ what, rule, pattern, longest = Infinity, repair }: Pattern): Format {
  const fits = (value: string) => value.length <= longest && pattern.test(value);
  return (value) => {
    if (fits(value)) return undefined;
    if (value === "") return { message: say("empty-text", { what }) };
    const why = pattern.test(value) ? say("has-characters", { length: value.length, most: longest }) : rule;
    const instead = repair?.(value);
    const parts = { value: quoted(value), what, why };
    return instead !== undefined && instead.length * 2 >= value.length && fits(instead)
      ? { message: say("wrong-format-near", { ...parts, near: quoted(instead) }), instead }
      : { message: say("wrong-format", parts) };
  };
}

function kebab(value: string): string {
  return value
    .replace(/^[a-z][a-z\d+.-]*:\/\/([^/?#]*).*$/i, "$1") // of an address its host
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dnsLetters = say("dns-label-letters");

/** A part of a DNS name (RFC 1123), such as a namespace or a container has. */
export const dnsLabel = format({
  what: say("a-dns-label"),
  rule: dnsLetters,
  pattern: new RegExp(`^${label}$`),
  longest: 63,
  repair: (value) => kebab(value).replaceAll(".", "-"),
});

/** A DNS name (RFC 1123): what most objects are called. */
export const dnsSubdomain = format({
  what: say("a-dns-name"),
  rule: say("dns-name-letters"),
  pattern: new RegExp(`^${label}(\\.${label})*$`),
  longest: 253,
  repair: kebab,
});

/** A DNS name that may have underscores, as search domains do. */
export const dnsSubdomainWithUnderscore = format({
  what: say("a-dns-name"),
  rule: say("search-domain-letters"),
  pattern: /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
});

/** A part of a DNS name that begins with a letter (RFC 1035). */
export const dns1035Label = format({
  what: say("a-dns-1035-label"),
  rule: say("dns-1035-letters"),
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  repair: (value) => kebab(value).replaceAll(".", "-"),
});

/** A DNS name whose first part is a star. */
export const wildcardDnsSubdomain = format({
  what: say("a-wildcard-dns-name"),
  rule: dnsLetters,
  pattern: new RegExp(`^\\*\\.${label}(\\.${label})*$`),
  longest: 253,
});

const nameLetters = say("name-letters");
const plainName = (value: string) => value.replace(/[^-_.A-Za-z0-9]+/g, "-").replace(/^[-_.]+|[-_.]+$/g, "");

const namePart = format({
  what: say("a-name"),
  rule: nameLetters,
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  longest: 63,
  repair: plainName,
});

/** A name, with or without a domain in front: `app` or `example.com/app`. Keys of labels are such names, and kinds of resources. */
export const qualifiedName: Format = (value) => {
  const parts = value.split("/");
  if (parts.length > 2) return { message: say("several-slashes-in-name", { value: quoted(value) }) };
  const [prefix, name] = parts.length === 2 ? [parts[0]!, parts[1]!] : [undefined, value];
  if (prefix !== undefined) {
    if (prefix === "") return { message: say("no-domain-before-slash", { value: quoted(value) }), instead: name };
    if (dnsSubdomain(prefix) !== undefined) return { message: say("bad-domain-before-slash", { value: quoted(value) }) };
  }
  if (name === "" && prefix !== undefined) return { message: say("no-name-after-slash", { value: quoted(value) }) };
  const flaw = namePart(name);
  if (flaw?.instead === undefined || prefix === undefined) return flaw;
  return { ...flaw, instead: `${prefix}/${flaw.instead}` };
};

/** The value of a label, which may be empty. */
export const labelValue = format({
  what: say("a-label-value"),
  rule: nameLetters,
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  repair: plainName,
});

/** The name of a port as IANA registers service names. */
export const portName: Format = (value) => {
  const plain = iana(value);
  if (plain !== undefined) return plain;
  return value.includes("--") ? { message: say("two-hyphens", { value: quoted(value) }), instead: value.replace(/-+/g, "-") } : undefined;
};

const iana = format({
  what: say("a-port-name"),
  rule: say("port-name-letters"),
  pattern: /^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 15,
  repair: (value) => kebab(value).replaceAll(".", "-").replace(/-+/g, "-"),
});

/** The name of an environment variable: anything printable in ASCII but `=`. */
export const envName = format({
  what: say("a-variable-name"),
  rule: say("variable-name-letters"),
  pattern: /^[ -<>-~]+$/,
});

/** A key of a ConfigMap or Secret, which becomes the name of a file. */
export const configMapKey: Format = (value) => dotted(value) ?? configKey(value);

const configKey = format({
  what: say("a-config-key"),
  rule: say("config-key-letters"),
  pattern: /^[-._a-zA-Z0-9]+$/,
  longest: 253,
  repair: (value) => value.replace(/[^-._a-zA-Z0-9]+/g, "-"),
});

function dotted(value: string): Flaw | undefined {
  return value === "." || value.startsWith("..") ? { message: say("dots-as-key", { value: quoted(value) }) } : undefined;
}

/** The name of an HTTP header. */
export const httpHeaderName = format({
  what: say("a-header-name"),
  rule: say("header-name-letters"),
  pattern: /^[-A-Za-z0-9]+$/,
  repair: (value) => value.replace(/[^-A-Za-z0-9]+/g, "-"),
});

/** A share such as `25%`. */
export const percent = format({ what: say("a-percentage"), rule: say("percentage-form"), pattern: /^[0-9]+%$/ });

/** A name that can be a part of a URL: what RBAC objects may be called. */
export const pathSegment: Format = (value) => {
  if (value === "." || value === "..") return { message: say("cannot-be-a-name", { value: quoted(value) }) };
  return /[/%]/.test(value) ? { message: say("slash-or-percent", { value: quoted(value) }) } : undefined;
};

/** A domain of at least two parts. */
export const domainName: Format = (value) => {
  const name = value.replace(/\.$/, "");
  const flaw =
    dnsSubdomain(name) ??
    name
      .split(".")
      .map(dnsLabel)
      .find((part) => part !== undefined);
  return flaw ?? (name.includes(".") ? undefined : { message: say("one-part-domain", { value: quoted(value) }) });
};

/** A path below a domain: `example.com/path`. */
export const domainPrefixedPath: Format = (value) => {
  const [, host, path] = /^([^/]*)\/(.*)$/s.exec(value) ?? [];
  if (!host || !path) return { message: say("domain-and-path", { value: quoted(value) }) };
  if (dnsSubdomain(host) !== undefined) return { message: say("no-domain", { host: quoted(host) }) };
  return /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path) ? undefined : { message: say("bad-path-characters", { path: quoted(path) }) };
};
