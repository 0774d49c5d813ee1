/** A cache of answers about one thing, kept until another thing is asked about. While a word is typed, each keystroke asks the same about the text around it. */
export class Remembered {
  private thing = "";
  private answers = new Map<string, unknown>();

  /** The answer to a question, computed on first use. */
  about<Answer>(thing: string, question: string, answer: () => Answer): Answer {
    if (thing !== this.thing) [this.thing, this.answers] = [thing, new Map()];
    if (!this.answers.has(question)) this.answers.set(question, answer());
    return this.answers.get(question) as Answer;
  }
}
