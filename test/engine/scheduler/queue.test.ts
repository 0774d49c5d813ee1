import assert from "node:assert/strict";
import { test } from "node:test";
import { SchedulingQueue } from "../../../engine/scheduler/queue.ts";

test("pods of higher priority come first, then those that wait longer", () => {
  const queue = new SchedulingQueue();
  queue.add("early", 0, 0);
  queue.add("late", 0, 1);
  queue.add("urgent", 10, 2);
  const order: string[] = [];
  for (let pod = queue.next(2); pod !== undefined; pod = queue.next(2)) {
    order.push(pod);
    queue.remove(pod);
  }
  assert.deepEqual(order, ["urgent", "early", "late"]);
});

test("in vain 1, 2, 4, 8, then always 10 seconds of back-off, once something has changed", () => {
  const queue = new SchedulingQueue();
  queue.add("pod", 0, 0);
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    const now = queue.wakeAt()!;
    assert.equal(queue.next(now), "pod");
    queue.failed("pod", now);
    queue.changed();
    assert.equal(queue.next(now), undefined);
    return queue.wakeAt()! - now;
  });
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test("if nothing changes, a pod is tried again after five minutes", () => {
  const queue = new SchedulingQueue();
  queue.add("pod", 0, 0);
  queue.failed("pod", 0);
  assert.equal(queue.next(299_999), undefined);
  assert.equal(queue.next(300_000), "pod");
});
