// Every message between a page (engine.js) and its worker (worker.js), as types; there is no code in here.
// What stands inside of a request and of an answer, as JSON text, calculator/liumai/browser/protocol.py describes.

/**
 * From the page to the worker:
 * @typedef {{type: "attach"}} Attach whoever started the worker listens from now on
 * @typedef {{type: "page-opened"}} PageOpened the page is done; Python leaves processor and line to it before, unless all of
 *   Python is kept in the browser
 * @typedef {{type: "add-rubric", address: string}} AddRubric the core is to know the rubric at this address; at any time
 * @typedef {{type: "request", id: number, request: string, file?: ArrayBuffer}} CoreRequest a request for
 *   liumai.browser.answer, as JSON text, with a file's bytes if it brings one; once the worker is ready
 * @typedef {Attach | PageOpened | AddRubric | CoreRequest} ToWorker
 */

/**
 * From the worker to the page:
 * @typedef {{type: "progress", loaded: number, total: number}} ProgressReport bytes of the large files that have come
 * @typedef {{type: "ready"}} Ready
 * @typedef {{type: "engine-failed", reason: string}} EngineFailed Python cannot start, or cannot go on
 * @typedef {{type: "rubric-added", address: string}} RubricAdded
 * @typedef {{type: "rubric-failed", address: string, reason: string}} RubricFailed the core goes on without it
 * @typedef {{type: "answer", id: number, answer: string, file?: ArrayBuffer}} Answer JSON text, and the bytes of the file that
 *   was asked for, if any
 * @typedef {{type: "request-failed", id: number, reason: string}} RequestFailed Python did not answer; it may be broken
 * @typedef {{type: "file-missing", id: number, reason: string}} FileMissing what the answer needs could not be fetched; the
 *   engine goes on
 * @typedef {ProgressReport | Ready | EngineFailed | RubricAdded | RubricFailed | Answer | RequestFailed | FileMissing} FromWorker
 */

/**
 * A worker's name, which says how it is to start:
 *   "plain"                  Pyodide as it is published
 *   "fast ADDRESS ADDRESS…"  from the snapshot; the addresses are of rubrics that will be asked for
 */

export {};
