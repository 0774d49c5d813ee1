/** What is random in a line of kubectl, and the word that stands for it: ages, times, uids, addresses and ports, versions, folders. */
const random: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000( UTC)?)/g, "<time>"],
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, "<time>"],
  [/^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /g, "$1<time> "],
  [/(?<=[a-z0-9]\.)[0-9a-f]{16}\b/g, "<event>"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<uid>"],
  [/(?<=resourceVersion"?: )"\d+"/g, '"<rv>"'],
  [/https:\/\/(127\.0\.0\.1|localhost):\d+|127\.0\.0\.1:\d{5}/g, "<server>"],
  [/\S*\/(LIVE|MERGED)-\d+/g, "<folder>"],
  [/<(live|merged)>/g, "<folder>"],
  [/\b10(\.\d{1,3}){3}\b/g, "<ip>"],
  [/(?<=nodePort"?: |:)3[0-2]\d{3}\b|\b3[0-2]\d{3}(?=\/(TCP|UDP))/g, "<port>"],
  [/(?<=^|[\s(])(?:\d+[ydhms])+(?=$|[\s)])/g, "<age>"],
  [/^(\s*(?:- )?[\w./-]+: )"(<\d+>)"$/g, "$1$2"],
  [/ {2,}/g, "  "],
];

/** The lines of what kubectl printed, to be compared: without what is random, however wide the columns are, and in their order where that is no chance. */
export function consoleLines(command: string, text: string): string[] {
  const lines = text.split("\n").map((line) => random.reduce((said, [what, word]) => said.replaceAll(what, word), line.trimEnd()));
  const shape = command.startsWith("explain ") ? lines.filter((line) => /^(GROUP|KIND|VERSION|FIELDS?):|^ *\S+\t<|^ *enum:/.test(line)) : lines;
  return hasOrder(command, shape) ? shape : [...new Set(shape.map(inAlphabeticalOrder))].sort();
}

/** Names that the cluster makes up decide orders by chance; nodes are drained by many at once, and maps are listed in no order. */
function hasOrder(command: string, lines: readonly string[]): boolean {
  return !/^(?:drain|rollout status)|--list\b|(?:^| )(?:-w|--watch)/.test(command) && !lines.some((line) => /-<[a-z0-9?]+>/.test(line));
}

/** Nodes are drained by many at once, so that lists within a line have no order either. */
function inAlphabeticalOrder(line: string): string {
  return /^(Warning: |error: unable to drain)/.test(line) ? line.split(/[,;[\] ]+/).sort().join(" ") : line;
}
