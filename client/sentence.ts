/** What went wrong, for a person to read. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
