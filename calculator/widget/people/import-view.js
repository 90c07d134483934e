// The import of a file of appraisals: what is new, what is kept already, what differs and which of the two the reader wants.

import { FileError, documentOf, textOf } from "../shared/appraisal-files.js";
import { all, element, part, phrase, piece, showList, slot } from "../shared/dom.js";
import { describeFault } from "../shared/faults.js";
import { freshId } from "../calculator/history/draft-store.js";
import { planImport, readLines } from "./import-plan.js";
import { formatTime } from "./people-view.js";

/** @typedef {import("./import-plan.js").Plan} Plan */
/** @typedef {import("./import-plan.js").Incoming} Incoming */
/** @typedef {import("./kept-appraisals.js").Kept} Kept */

const LARGEST = 16 << 20; // bytes of a file of many appraisals
const LINES = /\.(?:ndjson|jsonl)$/i;

export class ImportView {
  #page;
  #names;
  #store;
  #ask;
  #kept;
  #onChanged;
  /** @type {Plan | null} */
  #plan = null;

  /**
   * @param {HTMLElement} page
   * @param {import("../shared/rubric-names.js").RubricNames} names
   * @param {import("../calculator/history/draft-store.js").DraftStore} store
   * @param {(request: object) => Promise<any>} ask the core
   * @param {() => Kept[]} kept what is kept at present, with the core's answers
   * @param {(said: string) => void} onChanged called with what to announce
   */
  constructor(page, names, store, ask, kept, onChanged) {
    this.#page = page;
    this.#names = names;
    this.#store = store;
    this.#ask = ask;
    this.#kept = kept;
    this.#onChanged = onChanged;
  }

  /** Read a file and show what its import would do. @param {File} file */
  async open(file) {
    this.close();
    const faults = part(this.#page, "import-faults");
    try {
      const { incoming, problems } = await this.#read(file);
      showList(faults, problems);
      for (const one of this.#kept()) one.answer ??= await this.#ask({ appraisal: one.draft.value });
      if (incoming.length) this.#show(file.name, planImport(incoming, this.#kept()));
    } catch (error) {
      showList(faults, [phrase(this.#page, error instanceof FileError ? error.message : "unread")]);
    }
  }

  /** @param {File} file @returns {Promise<{incoming: Incoming[], problems: string[]}>} */
  async #read(file) {
    const many = LINES.test(file.name);
    const text = await textOf(file, many ? LARGEST : undefined);
    const requests = many
      ? readLines(text).map(({ line, data }) => ({ line, request: typeof data === "string" ? { document: { name: "", text: data } } : { appraisal: data } }))
      : [{ line: 0, request: { document: await documentOf(file.name, text) } }];
    /** @type {Incoming[]} */
    const incoming = [];
    /** @type {string[]} */
    const problems = [];
    for (const { line, request } of requests) {
      const { appraisal, result, faults = [] } = await this.#ask(request);
      if (appraisal) incoming.push({ appraisal, result });
      const places = (/** @type {any} */ fault) => phrase(this.#page, "line", { line: line || fault.line || 1 });
      problems.push(...faults.map((/** @type {any} */ fault) => describeFault(fault, places(fault))));
    }
    if (requests.length === 0) problems.push(phrase(this.#page, "no-lines"));
    return { incoming, problems };
  }

  /** @param {string} file @param {Plan} plan */
  #show(file, plan) {
    this.#plan = plan;
    const section = part(this.#page, "import");
    const { fresh, same, different } = plan;
    part(section, "import-file").textContent = file;
    const names = [["fresh", fresh.length], ["same", same.length], ["different", different.length]];
    const counts = names.filter(([, n]) => n).map(([name, n]) => element("li", phrase(this.#page, `import-${name}`, { n })));
    part(section, "import-counts").replaceChildren(...counts);
    part(section, "import-list").replaceChildren(...different.map((difference, index) => this.#question(difference, index)));
    const button = /** @type {HTMLButtonElement} */ (section.querySelector("[data-act=import]"));
    button.disabled = fresh.length + different.length === 0;
    section.hidden = false;
    section.scrollIntoView({ block: "nearest" });
    section.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** @param {import("./import-plan.js").Difference} difference @param {number} index */
  #question({ incoming, mine }, index) {
    const item = piece(this.#page, "difference");
    const { subject, period, rubric } = incoming.appraisal;
    slot(item, "name").textContent = [subject, period, this.#names.rubric(rubric)?.name].filter(Boolean).join(" · ");
    const ofMine = { total: totalOf(mine.answer?.result), time: formatTime(mine.draft.saved) };
    slot(item, "mine").textContent = phrase(this.#page, "keep-mine", ofMine);
    slot(item, "theirs").textContent = phrase(this.#page, "take-theirs", { total: totalOf(incoming.result) });
    for (const radio of /** @type {HTMLInputElement[]} */ (all(item, "input"))) radio.name = `difference-${index}`;
    return item;
  }

  /** Store what the reader has chosen. */
  apply() {
    if (!this.#plan) return;
    const { fresh, different } = this.#plan;
    const chosen = all(part(this.#page, "import-list"), "input:checked").map((radio) => /** @type {HTMLInputElement} */ (radio).value);
    let stored = 0;
    try {
      for (const { appraisal } of fresh) stored += this.#add(appraisal);
      different.forEach(({ incoming, mine }, index) => {
        if (chosen[index] === "both") stored += this.#add(incoming.appraisal);
        else if (chosen[index] === "theirs") stored += this.#replace(mine, incoming.appraisal);
      });
      this.close();
      this.#onChanged(phrase(this.#page, "imported", { n: stored }));
    } catch {
      this.#onChanged(phrase(this.#page, "import-full", { n: stored }));
    }
  }

  /** @param {import("../shared/appraisal-types.js").Appraisal} value */
  #add(value) {
    this.#store.putAside({ id: freshId(), edited: true, value });
    return 1;
  }

  /** @param {Kept} mine @param {import("../shared/appraisal-types.js").Appraisal} value */
  #replace({ draft }, value) {
    const changed = { id: draft.id, edited: true, value };
    if (this.#store.read(value.rubric)?.id === draft.id) this.#store.save(changed);
    else this.#store.putAside(changed);
    return 1;
  }

  close() {
    this.#plan = null;
    part(this.#page, "import").hidden = true;
    showList(part(this.#page, "import-faults"), []);
  }
}

/** @param {any} result */
function totalOf(result) {
  return result ? `${result.total} / ${result.maximum}` : "–";
}
