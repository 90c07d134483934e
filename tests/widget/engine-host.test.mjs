// A file that cannot be fetched: shown in the element, while the engine and what it knows stay.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

class FakeWorker extends EventTarget {
  /** Types of the messages that answer the coming requests. @type {string[]} */
  static answers = [];
  static started = 0;
  static terminated = 0;

  constructor() {
    super();
    FakeWorker.started += 1;
  }

  postMessage({ type, id, address }) {
    if (type === "attach") this.#report({ type: "ready" });
    if (type === "add-rubric") this.#report({ type: "rubric-added", address });
    if (type === "request") this.#report({ type: FakeWorker.answers.shift(), id, reason: "Failed to fetch", answer: '{"total": 3}' });
  }

  #report(data) {
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })));
  }

  terminate() {
    FakeWorker.terminated += 1;
  }
}

/** An element with the parts that the host fills, each by its name. */
class FakeElement {
  dataset = {};
  isConnected = true;
  parts = Object.fromEntries(["bar", "amount", "reason", "missing"].map((name) => [name, { hidden: true, textContent: "" }]));

  getAttribute(name) {
    return { runtime: "runtime/", scoring: "rubric.json" }[name];
  }

  querySelector(selector) {
    return this.parts[selector.match(/data-part="(.*)"/)[1]];
  }

  contains() {
    return true;
  }
}

Object.assign(globalThis, {
  Worker: FakeWorker,
  document: { readyState: "complete", baseURI: "https://site.example/" },
  window: { setTimeout: (...given) => setTimeout(...given).unref(), clearTimeout },
});
const { EngineHost } = await import("../../calculator/widget/engine/engine-host.js");
const { EngineLostError, FileMissingError } = await import("../../calculator/widget/engine/errors.js");

beforeEach(() => Object.assign(FakeWorker, { answers: [], started: 0, terminated: 0 }));

test("a missing file is shown, the engine stays, and the next answer removes the notice", async () => {
  const element = new FakeElement();
  const host = new EngineHost(element);
  FakeWorker.answers = ["file-missing", "answer"];
  await assert.rejects(host.ask({}), FileMissingError);
  assert.equal(element.parts.missing.hidden, false);
  assert.equal(element.dataset.state, "ready");
  assert.equal(host.isRunning, true);
  assert.deepEqual(await host.ask({}), { total: 3 });
  assert.equal(element.parts.missing.hidden, true);
  assert.deepEqual([FakeWorker.started, FakeWorker.terminated], [1, 0]);
  host.stop();
});

test("a request that is sent once reports a missing file to its caller alone, and the engine stays", async () => {
  const element = new FakeElement();
  const host = new EngineHost(element);
  FakeWorker.answers = ["file-missing", "answer"];
  await assert.rejects(host.askOnce({}), FileMissingError);
  assert.equal(element.parts.missing.hidden, true);
  assert.deepEqual(await host.askOnce({}), { total: 3 });
  assert.equal(FakeWorker.terminated, 0);
  host.stop();
});

test("a failure of the engine takes the place of the notice", async () => {
  const element = new FakeElement();
  const host = new EngineHost(element);
  FakeWorker.answers = ["file-missing"];
  await assert.rejects(host.ask({}), FileMissingError);
  host.fail(new Error("broken"));
  assert.equal(element.parts.missing.hidden, true);
  assert.equal(element.dataset.state, "failed");
  assert.equal(element.parts.reason.textContent, "broken");
});

test("what nobody waits for is asked of a running engine alone, and starts none that has failed", async () => {
  const element = new FakeElement();
  const host = new EngineHost(element);
  await assert.rejects(host.askInBackground({}), EngineLostError);
  assert.equal(FakeWorker.started, 0);
  await host.start();
  FakeWorker.answers = ["answer"];
  assert.deepEqual(await host.askInBackground({}), { total: 3 });
  host.fail(new Error("gone"));
  const { started } = FakeWorker;
  await assert.rejects(host.askInBackground({}), EngineLostError);
  assert.deepEqual([FakeWorker.started, element.dataset.state, element.parts.reason.textContent], [started, "failed", "gone"]);
  FakeWorker.answers = ["answer"];
  assert.deepEqual(await host.ask({}), { total: 3 });
  host.stop();
});
