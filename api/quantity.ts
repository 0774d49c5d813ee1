/**
 * Amounts such as `500m`, `1.5Gi` or `1e3`, read and printed as the API server does (`resource.Quantity`).
 * An amount is `mantissa × 10^scale`, exactly. The mantissa is a number if it fits, which is nearly always.
 */
export interface Quantity {
  readonly mantissa: number | bigint;
  readonly scale: number;
  readonly format: Format;
  /** The original notation, if the server keeps it. */
  readonly text?: string;
}

/** The style of suffixes: `k`, `Ki` or `e3`. */
type Format = "decimal" | "binary" | "exponent";

const decimalExponents: Readonly<Record<string, number>> = { "": 0, n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaryExponents: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimalSuffixes = new Map(Object.entries(decimalExponents).map(([suffix, exponent]) => [exponent, suffix]));
const binarySuffixes = ["", ...Object.keys(binaryExponents)];

const nano = -9;
const maxInt64 = 2n ** 63n - 1n;
/** Beyond this many zeros only the order of amounts matters: keeps hostile exponents cheap. */
const farthest = 400;

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*)([+-]?\d*)$/;

/** Parses a quantity; nothing if the server refuses it. A JSON number is parsed as its digits. */
export function parseQuantity(text: string | number): Quantity | undefined {
  if (typeof text === "number" && Number.isSafeInteger(text)) return quantityOf(text);
  const written = String(text).replace(blanksAround, "");
  return parsePlain(written) ?? parseAny(written);
}

/** White space as Go defines it; JavaScript includes the byte order mark, too. */
const blanksAround = /^[^\S\ufeff]+|[^\S\ufeff]+$/g;

const plainPattern = /^([1-9]\d{0,8})([mkMG]|[KMG]i)?$/;

/** The amounts that people write nearly always, without a detour over big integers. */
function parsePlain(written: string): Quantity | undefined {
  const parts = plainPattern.exec(written);
  if (parts === null) return undefined;
  const [digits, suffix = ""] = [parts[1]!, parts[2]];
  const binary = binaryExponents[suffix];
  const mantissa = Number(digits) * 2 ** (binary ?? 0);
  if (!Number.isSafeInteger(mantissa)) return undefined;
  const kept = binary === undefined ? !digits.endsWith("000") : Number(digits) % 8 !== 0;
  return { mantissa, scale: decimalExponents[suffix] ?? 0, format: binary === undefined ? "decimal" : "binary", ...(kept && { text: written }) };
}

function parseAny(written: string): Quantity | undefined {
  const parts = pattern.exec(written);
  if (written === "" || parts === null) return undefined;
  const [, sign, leading, fraction = "", letters, power] = parts as unknown as [string, string, string, string | undefined, string, string];
  const integer = leading.replace(/^0+/, "");
  const suffix = interpret(letters, power);
  if (suffix === undefined) return undefined;
  const digits = integer + fraction;
  if (/^0*$/.test(digits)) return { mantissa: 0, scale: 0, format: suffix.format };
  const [mantissa, scale] =
    suffix.format === "binary"
      ? [integerOf(digits) * 2n ** BigInt(suffix.exponent), -fraction.length]
      : [integerOf(digits), suffix.exponent - fraction.length];
  const exact = scale >= nano ? { mantissa, scale } : roundUp({ mantissa, scale }, nano);
  const capped = suffix.format === "binary" && compareExact(exact, { mantissa: maxInt64, scale: 0 }) > 0 ? { mantissa: maxInt64, scale: 0 } : exact;
  const format = suffix.format === "binary" && compareExact(capped, { mantissa: 1n, scale: 0 }) < 0 ? "decimal" : suffix.format;
  const keepsText = scale >= nano && isKept(integer, fraction, scale, suffix);
  return {
    mantissa: narrowed(sign === "-" ? -capped.mantissa : capped.mantissa),
    scale: capped.scale,
    format,
    ...(keepsText && { text: written }),
  };
}

interface Suffix {
  readonly format: Format;
  readonly exponent: number;
}

function interpret(letters: string, power: string): Suffix | undefined {
  if (power === "") {
    const decimal = decimalExponents[letters];
    if (decimal !== undefined) return { format: "decimal", exponent: decimal };
    const binary = binaryExponents[letters];
    return binary === undefined ? undefined : { format: "binary", exponent: binary };
  }
  if ((letters !== "e" && letters !== "E") || !/\d/.test(power) || power.length > 19) return undefined;
  return { format: "exponent", exponent: Number(power) | 0 };
}

/** The server keeps a text that already looks canonical to its quick reader, though that is not strict about it (`1.500` stays). */
function isKept(integer: string, fraction: string, scale: number, { format, exponent }: Suffix): boolean {
  const digits = (integer === "" ? "0" : integer) + fraction;
  if (format !== "binary") return digits.length <= 18 && scale % 3 === 0 && !digits.endsWith("000") && digits[0] !== "0";
  return fraction === "" && 15 - digits.length - Math.floor((exponent * 3) / 10) - 1 >= 0 && Number(digits) % 8 !== 0;
}

/** A whole number as an amount. */
export function quantityOf(amount: number): Quantity {
  return { mantissa: amount, scale: 0, format: "decimal" };
}

/** The amount as a whole number, rounded away from zero, as a request of memory counts. */
export function value(quantity: Quantity): number {
  return scaledTo(quantity, 0);
}

/** The amount in thousandths, rounded away from zero, as a request of CPU counts. */
export function milliValue(quantity: Quantity): number {
  return scaledTo(quantity, -3);
}

function scaledTo({ mantissa, scale }: Quantity, wanted: number): number {
  const shift = scale - wanted;
  if (shift === 0) return Number(mantissa);
  if (typeof mantissa === "number" && shift < 0 && shift > -16) {
    const divisor = 10 ** -shift;
    const rest = mantissa % divisor;
    return (mantissa - rest) / divisor + Math.sign(rest);
  }
  const whole = shift > 0 ? BigInt(mantissa) * powerOfTen(shift) : roundUp({ mantissa: BigInt(mantissa), scale }, wanted).mantissa;
  return Number(whole > maxInt64 ? maxInt64 : whole < -maxInt64 ? -maxInt64 : whole);
}

/** The same amount, or the next thousandth away from zero: what resource lists keep. */
export function roundedToMilli(quantity: Quantity): Quantity {
  if (quantity.scale >= -3) return quantity;
  const { mantissa, scale } = roundUp({ mantissa: BigInt(quantity.mantissa), scale: quantity.scale }, -3);
  return { mantissa: narrowed(mantissa), scale, format: quantity.format };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Quantity, b: Quantity): number {
  if (a.scale === b.scale && typeof a.mantissa === "number" && typeof b.mantissa === "number") return a.mantissa - b.mantissa;
  return compareExact({ mantissa: BigInt(a.mantissa), scale: a.scale }, { mantissa: BigInt(b.mantissa), scale: b.scale });
}

/** Whether it has no fraction. */
export function isWholeNumber({ mantissa, scale }: Quantity): boolean {
  return scale >= 0 || (typeof mantissa === "number" && scale > -16 ? mantissa % 10 ** -scale === 0 : BigInt(mantissa) % powerOfTen(-scale) === 0n);
}

/** Whether the quantity is 0. */
export function isZero({ mantissa }: Quantity): boolean {
  return Number(mantissa) === 0;
}

/** Whether the amount has no fraction. */
export function isWhole({ mantissa, scale }: Quantity): boolean {
  return scale >= 0 || BigInt(mantissa) % powerOfTen(-scale) === 0n;
}

/** -1, 0 or 1. */
export function sign({ mantissa }: Quantity): number {
  return mantissa < 0 ? -1 : mantissa > 0 ? 1 : 0;
}

/** The sum, printed with the suffixes of `a`, or of `b` where `a` is zero. */
export function add(a: Quantity, b: Quantity): Quantity {
  const format = isZero(a) ? b.format : a.format;
  if (a.scale === b.scale && typeof a.mantissa === "number" && typeof b.mantissa === "number") {
    const sum = a.mantissa + b.mantissa;
    if (Number.isSafeInteger(sum)) return { mantissa: sum, scale: a.scale, format };
  }
  const [left, right, scale] = aligned({ mantissa: BigInt(a.mantissa), scale: a.scale }, { mantissa: BigInt(b.mantissa), scale: b.scale });
  return { mantissa: narrowed(left + right), scale, format };
}

/** The difference, printed with the suffixes of `a`, or of `b` where `a` is zero. */
export function subtract(a: Quantity, b: Quantity): Quantity {
  return add(a, { ...b, mantissa: -b.mantissa });
}

/** The amount as the server prints it: no fraction, the largest suffix that needs none. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (isZero(quantity)) return "0";
  const exact = { mantissa: BigInt(quantity.mantissa), scale: quantity.scale };
  return (quantity.format === "binary" && formatBinary(exact)) || formatDecimal(exact, quantity.format);
}

/** The canonical text of a quantity; an invalid one stays as it is. */
export function canonicalQuantity(text: string | number): string | number {
  const quantity = parseQuantity(text);
  return quantity === undefined ? text : formatQuantity(quantity);
}

/** Nothing for amounts below 1Ki and for fractions: those are printed as decimals. */
function formatBinary(exact: Exact): string | undefined {
  const whole = exact.scale >= 0 ? exact.mantissa * powerOfTen(exact.scale) : exact.mantissa / powerOfTen(-exact.scale);
  if (exact.scale < 0 && whole * powerOfTen(-exact.scale) !== exact.mantissa) return undefined;
  if (whole > -1024n && whole < 1024n) return undefined;
  let [rest, times] = [whole, 0];
  for (; rest % 1024n === 0n; rest /= 1024n) times++;
  return `${rest}${binarySuffixes[times] ?? ""}`;
}

function formatDecimal({ mantissa, scale }: Exact, format: Format): string {
  let [rest, exponent] = [mantissa, scale];
  for (; rest % 10n === 0n; rest /= 10n) exponent++;
  for (; exponent % 3 !== 0; exponent--) rest *= 10n;
  const suffix = format === "exponent" ? (exponent === 0 ? "" : `e${exponent}`) : (decimalSuffixes.get(exponent) ?? "");
  return `${rest}${suffix}`;
}

interface Exact {
  readonly mantissa: bigint;
  readonly scale: number;
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(Math.min(exponent, farthest));
}

/** Away from zero, so that a request that is too small to count still asks for something. */
function roundUp({ mantissa, scale }: Exact, wanted: number): Exact {
  const divisor = powerOfTen(wanted - scale);
  const rest = mantissa % divisor;
  return { mantissa: mantissa / divisor + (rest > 0n ? 1n : rest < 0n ? -1n : 0n), scale: wanted };
}

function aligned(a: Exact, b: Exact): [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  return [a.mantissa * powerOfTen(a.scale - scale), b.mantissa * powerOfTen(b.scale - scale), scale];
}

function compareExact(a: Exact, b: Exact): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Digits beyond any use are dropped: the server would spend its memory on them. */
function integerOf(digits: string): bigint {
  return BigInt(digits.slice(0, 10_000));
}

function narrowed(mantissa: bigint): number | bigint {
  const plain = Number(mantissa);
  return Number.isSafeInteger(plain) ? plain : mantissa;
}
