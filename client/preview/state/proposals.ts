import type { FieldChange } from "../../../engine/core/fieldChange.ts";
import type { Ref } from "../../../engine/core/objects.ts";
import type { Host } from "../host/host.ts";
import type { Proposed, TextPlace } from "../host/messages.ts";

/** Asks the host for changes of the YAML. Without an editor there are none. */
export class Proposals {
  private readonly host: Host;
  private readonly changes = new Waiting<Proposed>();
  private readonly fixes = new Waiting<string>();

  constructor(host: Host) {
    this.host = host;
  }

  /** The YAML after a change of an object's fields. */
  ask(object: Ref, changes: readonly FieldChange[]): Promise<Proposed | null> {
    if (this.host.isAlone) return Promise.resolve(null);
    return this.changes.next((number) => this.host.send({ is: "propose", number, object, changes }));
  }

  /** The title of the editor's fix for a refused line. */
  askFix(place: TextPlace): Promise<string | null> {
    if (this.host.isAlone) return Promise.resolve(null);
    return this.fixes.next((number) => this.host.send({ is: "askFix", number, place }));
  }

  answer(number: number, proposal: Proposed | null): void {
    this.changes.answer(number, proposal);
  }

  answerFix(number: number, title: string | null): void {
    this.fixes.answer(number, title);
  }
}

/** The pending questions, by number. */
class Waiting<T> {
  private readonly open = new Map<number, (answer: T | null) => void>();
  private asked = 0;

  next(send: (number: number) => void): Promise<T | null> {
    const number = ++this.asked;
    return new Promise((resolve) => {
      this.open.set(number, resolve);
      send(number);
    });
  }

  answer(number: number, answer: T | null): void {
    this.open.get(number)?.(answer);
    this.open.delete(number);
  }
}
