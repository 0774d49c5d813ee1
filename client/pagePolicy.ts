/**
 * What the preview's page may do: run its own script, which has the nonce, and draw with its own styles and font, from `source`.
 * Pictures and workers come from its memory. There is no network, no other script and nothing that is evaluated.
 */
export function pagePolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "img-src blob: data:",
    "worker-src blob:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}
