import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOfField } from "../../../server/render/template.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";

const template = `{{- if .Values.service }}
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  ports:
  - port: 80
---
{{- end }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  template:
    spec:
      containers:
      - name: first
        image: a
      {{- with .Values.sidecar }}
      - name: second
        image: {{ .image }}
        resources:
          {{- toYaml .resources | nindent 10 }}
      {{- end }}
`;
const lines = template.split("\n");

/** The text of the line that is found for a field. */
const found = (kind: string, field: string): string => lines[lineOfField(template, kind, stepsOfField(field))]!.trim();

test("a field is found in a template by its keys and their indentation", () => {
  assert.equal(found("Deployment", "spec.replicas"), "replicas: {{ .Values.replicas }}");
  assert.equal(found("Deployment", "spec.template.spec.containers[0].image"), "image: a");
  assert.equal(found("Deployment", "spec.template.spec.containers[1].image"), "image: {{ .image }}");
  assert.equal(found("Service", "spec.ports[0].port"), "- port: 80");
});

test("what a template includes leads to the key that it is included under", () => {
  assert.equal(found("Deployment", "spec.template.spec.containers[1].resources.requests.cpu"), "resources:");
  assert.equal(found("Deployment", "metadata.labels.app"), 'labels: {{- include "labels" . | nindent 4 }}');
});

test("a field of a kind that is not in the template leads to its beginning", () => {
  assert.equal(lineOfField(template, "Job", ["spec"]), lines.indexOf("spec:"));
  assert.equal(lineOfField('{{ include "all" . }}\n', "Job", ["spec"]), 0);
});
