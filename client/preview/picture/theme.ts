/** The colours of a picture: those of the screen that it is saved from, or one of the two below. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly card: string;
  readonly track: string;
  readonly focus: string;
  readonly old: string;
  readonly new: string;
  readonly other: string;
  readonly bad: string;
  readonly warn: string;
  readonly onPod: string;
  readonly grid: string;
  readonly here: string;
}

/** The names of all colours. */
export const colours: readonly (keyof Theme)[] = [
  ...(["ground", "text", "soft", "line", "card", "track", "focus", "old", "new", "other", "bad", "warn", "grid", "here"] as const),
  "onPod",
];

/** On a dark ground. */
export const dark: Theme = {
  ground: "#1f1f1f",
  text: "#cccccc",
  soft: "#9d9d9d",
  line: "#2f2f2f",
  card: "#181818",
  track: "#3a3d41",
  focus: "#0078d4",
  old: "#7f95b3",
  new: "#4ec98f",
  other: "#6d6a75",
  bad: "#f2605f",
  warn: "#d7a927",
  onPod: "#101314",
  grid: "rgba(204, 204, 204, 0.09)",
  here: "rgba(0, 120, 212, 0.2)",
};

/** On a light ground. */
export const light: Theme = {
  ground: "#ffffff",
  text: "#3b3b3b",
  soft: "#5c5c5c",
  line: "#dfe1e4",
  card: "#f8f8f8",
  track: "#e2e4e8",
  focus: "#0078d4",
  old: "#8aa0bd",
  new: "#35a871",
  other: "#b3b0ba",
  bad: "#c72e2e",
  warn: "#8a6500",
  onPod: "#101314",
  grid: "rgba(59, 59, 59, 0.09)",
  here: "rgba(0, 120, 212, 0.2)",
};
