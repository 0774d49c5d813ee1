import type { FieldChange } from "../../../engine/core/fieldChange.ts";
import type { Ref } from "../../../engine/core/objects.ts";
import type { Host } from "../host/host.ts";
import type { Proposed } from "../host/messages.ts";

/** Asks the host what a change makes of the YAML. Without an editor there is none to ask. */
export class Proposals {
  private readonly host: Host;
  private readonly waiting = new Map<number, (proposal: Proposed | null) => void>();
  private asked = 0;

  constructor(host: Host) {
    this.host = host;
  }

  ask(object: Ref, changes: readonly FieldChange[]): Promise<Proposed | null> {
    if (this.host.isAlone) return Promise.resolve(null);
    const number = ++this.asked;
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.host.send({ is: "propose", number, object, changes });
    });
  }

  answer(number: number, proposal: Proposed | null): void {
    this.waiting.get(number)?.(proposal);
    this.waiting.delete(number);
  }
}
