/** The letters of generated names in Kubernetes: without vowels, so that they spell no words by chance. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** `count` letters that depend only on `text`. Texts that differ in one character give entirely different letters. */
export function letters(text: string, count: number): string {
  let hash = hashOf(text);
  let name = "";
  for (let i = 0; i < count; i++) {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    hash = (hash ^ (hash >>> 12)) >>> 0;
    name += alphabet[hash % alphabet.length];
    hash = (hash + 0x9e3779b9) >>> 0;
  }
  return name;
}
