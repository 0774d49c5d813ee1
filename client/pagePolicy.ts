/**
 * The content security policy of the preview's page: its own script with the nonce, and its own styles and font from `source`.
 * Pictures and workers come from memory. Network access, other scripts and evaluation are not allowed.
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
