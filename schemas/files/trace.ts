import { anything, choice, integer, list, named, number, object, open, record, tagged, text } from "./schema.ts";

const ref = named("ref", open(record({ kind: text, name: text }, { namespace: text })));
const why = named("why", open(record({ rule: text, numbers: object, fields: list(open(record({ object: ref, field: text }))) })));

/** A saved trace: everything that happened in a rehearsal. What an object holds is looked at by those who draw it. */
export const trace = open(
  record(
    {
      from: number,
      to: number,
      versions: list(open(record({ at: number, key: text }, { object: open(record({ kind: text, metadata: open(record({ name: text })) })) }))),
      actions: list(
        open(
          record(
            { at: number, by: text, about: ref, what: open(record({ is: text })), why },
            { after: integer, edits: list(open(record({ field: text }))) },
          ),
        ),
      ),
      events: list(open(record({ at: number, about: ref, type: choice("Normal", "Warning"), reason: text, message: text }))),
      placements: list(
        open(record({ at: number, pod: text, decision: open(record({ is: choice("placed", "unplaced", "skipped"), pod: text })), after: integer })),
      ),
      outcome: tagged({
        complete: open(record({ at: number })),
        stuck: open(record({ at: number, why: anything })),
        cut: open(record({ at: number, bound: text, why: anything })),
      }),
    },
    {
      change: open(
        record({
          versionsBefore: integer,
          applied: list(open(record({ is: text, ref }, { message: text, edits: list(open(record({ field: text }))) }))),
          left: list(open(record({ ref }))),
        }),
      ),
      stated: list(record({ of: text, containers: list(text) })),
    },
  ),
);
