import { type Check, since } from "../check.ts";
import type { Path } from "../path.ts";
import { warning, type Warning } from "../warning.ts";
import { type Flaw, type Format, formatted } from "./names.ts";
import { say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";

/** An IP address as it was written: 4 or 16 bytes, and whether it was written in a way that modern readers refuse. */
export interface Address {
  readonly bytes: readonly number[];
  /** Some part has leading zeros. */
  readonly padded: boolean;
  /** An IPv4 address in IPv6 clothes, such as `::ffff:10.0.0.1`. */
  readonly mapped: boolean;
}

/** A block of addresses: an address and the length of its prefix in bits. */
export interface Prefix {
  readonly address: Address;
  readonly length: number;
}

/** Reads an address as leniently as the API server does for its old fields. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

/** Whether the address has 16 bytes. An IPv4 address written as IPv6 has too. */
export function isV6({ bytes }: Address): boolean {
  return bytes.length === 16;
}

/** Reads `address/length`, as leniently. */
export function parsePrefix(text: string): Prefix | undefined {
  const [, left, right] = /^([^/]*)\/(\d{1,5})$/.exec(text) ?? [];
  const address = left === undefined ? undefined : parseAddress(left);
  if (address === undefined || right === undefined) return undefined;
  const length = Number(right);
  if (length > address.bytes.length * 8) return undefined;
  return { address: /^0\d/.test(right) ? { ...address, padded: true } : address, length };
}

function parseV4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bytes: parts.map(Number), padded: parts.some((part) => /^0\d/.test(part)), mapped: false };
}

function parseV6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 16 - head.bytes.length - (tail?.bytes.length ?? 0);
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  const bytes = [...head.bytes, ...new Array<number>(missing).fill(0), ...(tail?.bytes ?? [])];
  return { bytes, padded: head.padded || (tail?.padded ?? false), mapped: mappedPrefix.every((byte, i) => bytes[i] === byte) };
}

const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** The bytes of `a:b:c`, the last of which may be an IPv4 address. Four hex digits are the most that modern readers take. */
function groups(text: string): { bytes: number[]; padded: boolean } | undefined {
  if (text === "") return { bytes: [], padded: false };
  const bytes: number[] = [];
  let padded = false;
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 && part.includes(".") ? parseV4(part) : undefined;
    if (v4 !== undefined) {
      bytes.push(...v4.bytes);
      padded ||= v4.padded;
    } else {
      const number = /^[0-9a-fA-F]+$/.test(part) ? parseInt(part, 16) : NaN;
      if (!(number <= 0xffff)) return undefined;
      bytes.push(number >> 8, number & 0xff);
      padded ||= part.length > 4;
    }
  }
  return { bytes, padded };
}

/** The address in canonical form: no leading zeros, the longest run of zeros as `::` (RFC 5952). */
export function formatAddress({ bytes, mapped }: Pick<Address, "bytes" | "mapped">): string {
  if (bytes.length === 4) return bytes.join(".");
  if (mapped) return bytes.slice(12).join(".");
  const words = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  let [from, to] = [0, 0];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === "0") end++;
    if (end - i > to - from && end - i > 1) [from, to] = [i, end];
  }
  return to === 0 ? words.join(":") : `${words.slice(0, from).join(":")}::${words.slice(to).join(":")}`;
}

/** The prefix with every bit beyond its length cleared. */
export function formatPrefix({ address, length }: Prefix): string {
  const bytes = address.bytes.map((byte, i) => byte & (0xff00 >> Math.max(0, Math.min(8, length - 8 * i))) & 0xff);
  return `${formatAddress({ bytes, mapped: false })}/${length}`;
}

/** An IP address of an old field: any spelling of it, but for leading zeros and IPv4 in IPv6. */
export const ipAddress: Format = (value) => {
  const address = parseAddress(value);
  if (address === undefined) return { message: say("not-an-ip-address", { value: quoted(value) }) };
  return oddlyWritten(value, address, formatAddress(address));
};

/** An IP address in its one canonical spelling, as newer fields demand. */
export const canonicalIp: Format = (value) => ipAddress(value) ?? canonical(value, formatAddress(parseAddress(value)!));

/** A CIDR block of an old field: as `ipAddress`, and no bits beyond its length. */
export const cidr: Format = (value) => {
  const prefix = parsePrefix(value);
  if (prefix === undefined) return { message: say("not-a-cidr-block", { value: quoted(value) }) };
  const right = formatPrefix(prefix);
  const odd = oddlyWritten(value, prefix.address, right);
  if (odd !== undefined) return odd;
  const whole = formatPrefix({ address: prefix.address, length: prefix.address.bytes.length * 8 });
  if (whole.split("/")[0] === right.split("/")[0]) return undefined;
  return { message: say("bits-beyond-length", { value: quoted(value), length: prefix.length, right }), instead: right };
};

/** A CIDR block in its one canonical spelling. */
export const canonicalCidr: Format = (value) => cidr(value) ?? canonical(value, formatPrefix(parsePrefix(value)!));

function oddlyWritten(value: string, { padded, mapped }: Address, instead: string): Flaw | undefined {
  if (padded) return { message: say("leading-zeros", { value: quoted(value), instead }), instead };
  return mapped ? { message: say("ipv4-as-ipv6", { value: quoted(value), instead }), instead } : undefined;
}

function canonical(value: string, right: string): Flaw | undefined {
  return value === right ? undefined : { message: say("unusual-spelling", { value: quoted(value), right }), instead: right };
}

const anyAddress: Format = (value) => (parseAddress(value) === undefined ? ipAddress(value) : undefined);
const anyBlock: Format = (value) => (parsePrefix(value) === undefined ? cidr(value) : undefined);

/** An address of an old field. Before 1.36 any spelling did. */
export const oldAddress: Check<string> = since("1.36", formatted(ipAddress), formatted(anyAddress));

/** A CIDR block of an old field. Before 1.36 any spelling did, and bits beyond the length were overlooked. */
export const oldCidr: Check<string> = since("1.36", formatted(cidr), formatted(anyBlock));

/** The IPv4 address in an address that is written as IPv6. */
export function unmapped(address: Address): Address {
  return address.mapped ? { ...address, bytes: address.bytes.slice(12), mapped: false } : address;
}

/** Whether the address lies in the block. */
export function contains(block: Prefix, written: Address): boolean {
  const address = unmapped(written);
  if (block.address.bytes.length !== address.bytes.length) return false;
  return formatPrefix(block) === formatPrefix({ address, length: block.length });
}

/** Warns about an address that is accepted but not in canonical form. */
export function ipWarning(at: Path, value: string): Warning[] {
  return spellingWarning(at, value, canonicalIp(value));
}

/** Warns about a CIDR block that is accepted but not in canonical form. */
export function cidrWarning(at: Path, value: string): Warning[] {
  return spellingWarning(at, value, canonicalCidr(value));
}

function spellingWarning(at: Path, value: string, flaw: Flaw | undefined): Warning[] {
  return flaw?.instead === undefined ? [] : [warning(at, say("better-written", { value: quoted(value), instead: flaw.instead }), "address-spelling")];
}
