import { show } from "../cause.ts";
import type { Check } from "../check.ts";

/** What is wrong with a text: a sentence that names it and what is allowed, and the nearest text that would do. */
export interface Flaw {
  readonly message: string;
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
  readonly what: string;
  /** What it may hold, as the rest of a sentence: `use letters and digits`. */
  readonly rule: string;
  readonly pattern: RegExp;
  readonly longest?: number;
  /** Makes a guess at what was meant; dropped where it would not do either. */
  readonly repair?: (value: string) => string;
}

function format({ what, rule, pattern, longest = Infinity, repair }: Pattern): Format {
  const fits = (value: string) => value.length <= longest && pattern.test(value);
  return (value) => {
    if (fits(value)) return undefined;
    if (value === "") return { message: `This is empty: ${what} is needed.` };
    const why = pattern.test(value) ? `it has ${value.length} characters and ${longest} are allowed` : rule;
    const instead = repair?.(value);
    const message = `${show(value)} is not ${what}: ${why}.`;
    return instead !== undefined && instead.length * 2 >= value.length && fits(instead)
      ? { message: `${message} Did you mean ${show(instead)}?`, instead }
      : { message };
  };
}

function kebab(value: string): string {
  return value
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dnsLetters = "use lower-case letters, digits and hyphens, and begin and end with a letter or digit";

/** A part of a DNS name (RFC 1123), such as a namespace or a container has. */
export const dnsLabel = format({
  what: "a DNS label",
  rule: dnsLetters,
  pattern: new RegExp(`^${label}$`),
  longest: 63,
  repair: (value) => kebab(value).replaceAll(".", "-"),
});

/** A DNS name (RFC 1123): what most objects are called. */
export const dnsSubdomain = format({
  what: "a DNS name",
  rule: dnsLetters.replace("digits and hyphens", "digits, hyphens and dots"),
  pattern: new RegExp(`^${label}(\\.${label})*$`),
  longest: 253,
  repair: kebab,
});

/** A DNS name that may have underscores, as search domains do. */
export const dnsSubdomainWithUnderscore = format({
  what: "a DNS name",
  rule: "use lower-case letters, digits, hyphens, underscores and dots, and begin and end with a letter or digit",
  pattern: /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
});

/** A part of a DNS name that begins with a letter (RFC 1035). */
export const dns1035Label = format({
  what: "a DNS label that begins with a letter",
  rule: "use lower-case letters, digits and hyphens, begin with a letter and end with a letter or digit",
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  repair: (value) => kebab(value).replaceAll(".", "-"),
});

/** A DNS name whose first part is a star. */
export const wildcardDnsSubdomain = format({
  what: "a DNS name with a star in front, such as *.example.com",
  rule: dnsLetters,
  pattern: new RegExp(`^\\*\\.${label}(\\.${label})*$`),
  longest: 253,
});

const nameLetters = "use letters, digits, hyphens, underscores and dots, and begin and end with a letter or digit";
const plainName = (value: string) => value.replace(/[^-_.A-Za-z0-9]+/g, "-").replace(/^[-_.]+|[-_.]+$/g, "");

const namePart = format({
  what: "a name",
  rule: nameLetters,
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  longest: 63,
  repair: plainName,
});

/** A name, with or without a domain in front: `app` or `example.com/app`. Keys of labels are such names, and kinds of resources. */
export const qualifiedName: Format = (value) => {
  const parts = value.split("/");
  if (parts.length > 2) return { message: `${show(value)} is not a qualified name: one / is allowed, after the domain, as in example.com/name.` };
  const [prefix, name] = parts.length === 2 ? [parts[0]!, parts[1]!] : [undefined, value];
  if (prefix !== undefined) {
    if (prefix === "") return { message: `${show(value)} lacks the domain before the /.`, instead: name };
    if (dnsSubdomain(prefix) !== undefined) return { message: `${show(value)} has no valid domain before the /: ${dnsLetters}.` };
  }
  if (name === "" && prefix !== undefined) return { message: `${show(value)} lacks the name after the /.` };
  const flaw = namePart(name);
  if (flaw?.instead === undefined || prefix === undefined) return flaw;
  return { ...flaw, instead: `${prefix}/${flaw.instead}` };
};

/** The value of a label, which may be empty. */
export const labelValue = format({
  what: "a label value",
  rule: nameLetters,
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  repair: plainName,
});

/** The name of a port as IANA registers service names. */
export const portName: Format = (value) => {
  const plain = iana(value);
  if (plain !== undefined) return plain;
  return value.includes("--")
    ? { message: `${show(value)} is not a port name: it has two hyphens in a row.`, instead: value.replace(/-+/g, "-") }
    : undefined;
};

const iana = format({
  what: "a port name",
  rule: "use lower-case letters, digits and single hyphens, with at least one letter and no hyphen at either end",
  pattern: /^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 15,
  repair: (value) => kebab(value).replaceAll(".", "-").replace(/-+/g, "-"),
});

/** The name of an environment variable: anything printable in ASCII but `=`. */
export const envName = format({
  what: "the name of an environment variable",
  rule: "use printable ASCII characters other than =",
  pattern: /^[ -<>-~]+$/,
});

/** A key of a ConfigMap or Secret, which becomes the name of a file. */
export const configMapKey: Format = (value) => dotted(value) ?? configKey(value);

const configKey = format({
  what: "a key of a ConfigMap or Secret",
  rule: "use letters, digits, hyphens, underscores and dots",
  pattern: /^[-._a-zA-Z0-9]+$/,
  longest: 253,
  repair: (value) => value.replace(/[^-._a-zA-Z0-9]+/g, "-"),
});

function dotted(value: string): Flaw | undefined {
  return value === "." || value.startsWith("..")
    ? { message: `${show(value)} can't be used: it must not be a single dot, nor begin with two dots.` }
    : undefined;
}

/** The name of an HTTP header. */
export const httpHeaderName = format({
  what: "the name of an HTTP header",
  rule: "use letters, digits and hyphens",
  pattern: /^[-A-Za-z0-9]+$/,
  repair: (value) => value.replace(/[^-A-Za-z0-9]+/g, "-"),
});

/** A name as the C language has them. */
export const cIdentifier = format({
  what: "an identifier",
  rule: "use letters, digits and underscores, and begin with a letter or an underscore",
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
});

/** A share such as `25%`. */
export const percent = format({ what: "a percentage", rule: "write a whole number with % after it, such as 25%", pattern: /^[0-9]+%$/ });

/** A name that can be a part of a URL: what RBAC objects may be called. */
export const pathSegment: Format = (value) => {
  if (value === "." || value === "..") return { message: `${show(value)} can't be a name.` };
  return /[/%]/.test(value) ? { message: `${show(value)} is not a valid name: / and % are not allowed.` } : undefined;
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
  return flaw ?? (name.includes(".") ? undefined : { message: `${show(value)} is no domain name: it needs at least two parts, as in example.com.` });
};

/** A path below a domain: `example.com/path`. */
export const domainPrefixedPath: Format = (value) => {
  const [, host, path] = /^([^/]*)\/(.*)$/s.exec(value) ?? [];
  if (!host || !path) return { message: `${show(value)} needs a domain and a path, as in example.com/path.` };
  if (dnsSubdomain(host) !== undefined) return { message: `${show(host)} is no domain: ${dnsLetters}.` };
  return /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path) ? undefined : { message: `${show(path)} has characters that a path must not have.` };
};
