import type { Session } from "./server.ts";

/** Navigation. */
export function offerNavigation(session: Session): void {
  void session;
}
