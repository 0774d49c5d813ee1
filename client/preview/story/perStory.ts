import type { Story } from "./story.ts";

/** What follows from a story alone: made when it is first asked for, and kept as long as the story is. */
export function perStory<T extends object>(make: (story: Story) => T): (story: Story) => T {
  const made = new WeakMap<Story, T>();
  return (story) => {
    const known = made.get(story) ?? make(story);
    made.set(story, known);
    return known;
  };
}
