/** A text without halves of characters, which cannot be encoded. */
export function whole(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "\ufffd");
}
