const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text in base64 of its UTF-8 bytes. */
export function encodeBase64(text: string): string {
  const bytes = utf8(text);
  let encoded = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    const letters = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63)).join("");
    const missing = i + 3 - bytes.length;
    encoded += missing > 0 ? letters.slice(0, 4 - missing) + "=".repeat(missing) : letters;
  }
  return encoded;
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** Decodes base64 to bytes, each as one character. Characters that are not base64 digits are skipped. */
export function decodeBase64(text: string): string {
  let [bytes, bits, held] = ["", 0, 0];
  for (const digit of text) {
    const value = alphabet.indexOf(digit);
    if (value < 0) continue;
    [bits, held] = [((bits << 6) | value) & 0xffffff, held + 6];
    if (held < 8) continue;
    held -= 8;
    bytes += String.fromCharCode((bits >> held) & 0xff);
  }
  return bytes;
}

/** The byte at which Go's decoder gives up on a text that is not base64; nothing if it is. Line breaks do not matter. */
export function base64Fault(text: string): number | undefined {
  const digits = [...text.matchAll(/[^\r\n]/gu)];
  const firstOther = digits.findIndex(([digit]) => !alphabet.includes(digit));
  const count = firstOther < 0 ? digits.length : firstOther;
  const open = count % 4;
  const [first, second, third] = digits.slice(count);
  if (!first) return open === 0 ? undefined : text.length - open;
  if (open < 2 || first[0] !== "=") return first.index;
  if (open === 3) return second?.index;
  if (!second) return text.length;
  return second[0] === "=" ? third?.index : second.index - 1;
}
