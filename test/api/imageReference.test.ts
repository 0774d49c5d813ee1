import assert from "node:assert/strict";
import { test } from "node:test";
import { pullPolicy } from "../../api/defaults/pod.ts";
import { imageFault, readImage } from "../../api/imageReference.ts";

const sha256 = `sha256:${"a".repeat(64)}`;

test("an image reference has a registry, a repository, and perhaps a tag and a digest", () => {
  const table = {
    nginx: "docker.io library/nginx",
    "nginx:1.27": "docker.io library/nginx 1.27",
    "docker.io/nginx": "docker.io library/nginx",
    "index.docker.io/library/nginx": "docker.io library/nginx",
    "grafana/loki:3.0": "docker.io grafana/loki 3.0",
    "ghcr.io/team/shop/web:v1": "ghcr.io team/shop/web v1",
    "localhost/web": "localhost web",
    "registry:5000/web": "registry:5000 web",
    "[::1]:5000/team/web:v1": "[::1]:5000 team/web v1",
    "Team/web": "Team web",
    [`nginx@${sha256}`]: `docker.io library/nginx ${sha256}`,
    [`registry:5000/web:v1@${sha256}`]: `registry:5000 web v1 ${sha256}`,
    "nginx:": "docker.io library/nginx",
    "nginx@": "docker.io library/nginx",
  };
  for (const [text, parts] of Object.entries(table)) {
    const { registry, repository, tag, digest } = readImage(text);
    assert.equal([registry, repository, tag, digest].filter((part) => part !== undefined).join(" "), parts, text);
  }
});

test("images that may change are always pulled, unless their reference is invalid", () => {
  const always = ["nginx", "nginx:latest", `nginx:latest@${sha256}`, "localhost:5000/web", "[::1]:5000/web", "Team/web", "team_a/web"];
  const ifNotPresent = ["nginx:1", `nginx@${sha256}`, "a".repeat(64), "x/".repeat(127) + "xy"];
  const invalid = ["", "NGINX", "nginx:", "nginx@", "a:b:c", "host:5000/Web", "nginx:latest@sha256:abc", `nginx:latest@md5:${"a".repeat(64)}`];
  for (const image of always) assert.equal(pullPolicy(image), "Always", image);
  for (const image of [...ifNotPresent, ...invalid]) assert.equal(pullPolicy(image), "IfNotPresent", image);
  for (const image of invalid) assert.ok(imageFault(image), image);
  for (const digest of ["a".repeat(40), "A".repeat(64)]) assert.match(imageFault(`nginx@sha256:${digest}`) ?? "", /^invalid checksum digest/);
});
