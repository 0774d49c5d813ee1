import assert from "node:assert/strict";
import { test } from "node:test";
import { picture } from "../../../../client/preview/picture/picture.ts";
import { widthOf, wrapped } from "../../../../client/preview/picture/svg.ts";
import { dark, light, type Theme } from "../../../../client/preview/picture/theme.ts";
import { objectsOfCluster } from "../../../../client/preview/readCluster.ts";
import { startingCluster } from "../../../../client/preview/state/cluster.ts";
import { focusedWorkload } from "../../../../client/preview/state/focusedWorkload.ts";
import { seriesOf } from "../../../../client/preview/story/series.ts";
import type { Story } from "../../../../client/preview/story/story.ts";
import { storyOf } from "../../../../client/preview/story/storyOf.ts";
import { en, type Words } from "../../../../client/preview/words/en.ts";
import { ko } from "../../../../client/preview/words/ko.ts";
import { simulate } from "../../../../engine/rehearsal/simulate.ts";
import { example, objectsOf } from "../../../preview/support/rehearsals.ts";

const web = example("web.yaml");

function rolloutStory(before: string, after: string): Story {
  const objects = (text: string) => objectsOf(text).map(({ object }) => object);
  return storyOf(simulate({ cluster: objectsOfCluster(startingCluster, []), before: objects(before), after: objects(after), script: [] }));
}

function drawn(story: Story, share = 0.5, words: Words = en, theme: Theme = dark): string {
  const workload = focusedWorkload(story, null);
  const length = story.to - story.from;
  const subject = { story, time: length * share, sight: { from: 0, to: length }, workload, series: seriesOf(story, workload), words, theme };
  return picture(subject, 960);
}

const rollout = rolloutStory(web, web.replace("nginx:1.27", "nginx:1.28"));

test("a picture needs nothing but itself: no styles, no scripts, no other files", () => {
  const svg = drawn(rollout);
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="960"/);
  assert.doesNotMatch(svg, /class="(?!playhead)|<style|<script|href=|var\(/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
});

test("a picture holds what matters whole: the verdict, every node, every step with its reason", () => {
  const text = drawn(rollout).replaceAll(/<[^>]*>/g, " ");
  for (const words of [
    "Completes in",
    "kubectl apply deployment/web",
    "scale old 3 → 2",
    "4 available − 3 required = 1",
    "node-a",
    "node-c",
    "at least",
  ])
    assert.ok(text.includes(words), words);
});

test("the same moment in the same colours is the same picture; others differ", () => {
  assert.equal(drawn(rollout), drawn(rollout));
  assert.notEqual(drawn(rollout), drawn(rollout, 0.9));
  assert.ok(drawn(rollout, 0.5, en, light).includes(light.new) && !drawn(rollout, 0.5, en, light).includes(dark.new));
  assert.match(drawn(rollout, 0.5, ko), /완료/);
});

test("pods without a node are drawn with the reason, and names are never read as marks", () => {
  const large = web.replace(/cpu: \S+/, "cpu: 64");
  assert.match(drawn(rolloutStory("", large), 1), /Insufficient cpu/);
  assert.match(drawn(rolloutStory(web, web.replace("nginx:1.27", "nginx:<1&2>")), 1), /^<svg[^]*<\/svg>$/);
});

test("text is broken where it has to be, and nothing of it is lost", () => {
  const text = "may remove 1: 4 available, 3 must stay; averyveryverylongwordthathasnospacesinitatall";
  const lines = wrapped(text, 120, 12);
  assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  assert.ok(
    lines.every((line) => widthOf(line, 12) <= 130),
    lines.join("\n"),
  );
});
