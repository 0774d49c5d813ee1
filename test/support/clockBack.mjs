// Loaded before a program (`node --import`): each time the program asks for the time, it is a day earlier than the last time.
const day = 86_400_000;
const { now } = Date;
let back = 0;

class BackwardDate extends Date {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(Date.now());
  }
  static now() {
    return now() - day * back++;
  }
}

globalThis.Date = BackwardDate;
