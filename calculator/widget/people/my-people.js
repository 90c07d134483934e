// <my-people>: the appraisals that this browser keeps, by person and period: how far each is and what is still to do; opened,
// copied to the next quarter, compared with the last one, exported, imported, erased.
//
// The core says scores, bands and findings, in the background. Nothing leaves the browser.

import { EngineHost } from "../engine/engine-host.js";
import { DraftStore, freshId } from "../calculator/history/draft-store.js";
import { listenForActions } from "../shared/actions.js";
import { NEW_DRAFT } from "../shared/appraisal-links.js";
import { download } from "../shared/by-hand.js";
import { all, part, phrase, slot } from "../shared/dom.js";
import { listenForFiles } from "../shared/file-drop.js";
import { RubricNames } from "../shared/rubric-names.js";
import { ImportView } from "./import-view.js";
import { before, byPerson, forNextQuarter, keptAppraisals, toLines } from "./kept-appraisals.js";
import { comparisonRows, personItem } from "./people-view.js";
import { nextQuarter } from "./quarters.js";

/** @typedef {import("./kept-appraisals.js").Kept} Kept */

export class MyPeople extends HTMLElement {
  #host = new EngineHost(this);
  /** @type {DraftStore | undefined} */
  #store;
  /** @type {RubricNames | undefined} */
  #names;
  /** @type {ImportView | undefined} */
  #import;
  /** @type {Kept[]} */
  #kept = [];
  /** The core's answers by appraisal (JSON). @type {Map<string, any>} */
  #answers = new Map();
  /** Number of the latest list: an earlier one's answers are not shown. */
  #latest = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#names = new RubricNames(part(this, "names"));
    const [address] = (this.getAttribute("rubrics") ?? "").split(" ");
    const store = new DraftStore(new URL(".", new URL(address, document.baseURI)).pathname);
    this.#store = store;
    this.#import = new ImportView(this, this.#names, store, (request) => this.#host.ask(request), () => this.#kept, (said) => this.#changed(said));
    listenForActions(this, this.#actions, signal);
    this.addEventListener("change", (event) => this.#onChange(event), { signal });
    listenForFiles(this, ([file]) => this.#import?.open(file), signal);
    window.addEventListener("storage", () => this.#show(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.#show(), { signal });
    this.#show();
    this.#showPromise();
    this.#host.start().catch(() => {}); // shown in the element
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#host.stop();
  }

  /** Show the list at once, and with the core's answers as soon as they have come. */
  async #show() {
    const number = ++this.#latest;
    this.#kept = this.#store ? keptAppraisals(this.#store) : [];
    for (const one of this.#kept) one.answer = this.#answers.get(JSON.stringify(one.draft.value)) ?? null;
    this.#showList();
    const waiting = this.#kept.filter(({ answer, draft }) => answer === null && this.#names?.rubric(draft.value.rubric));
    if (waiting.length === 0) return;
    try {
      for (const one of waiting) {
        one.answer = await this.#host.ask({ appraisal: one.draft.value });
        this.#answers.set(JSON.stringify(one.draft.value), one.answer);
        if (number !== this.#latest) return;
      }
    } catch {
      return; // shown in the element
    }
    this.#showList();
  }

  #showList() {
    const names = /** @type {RubricNames} */ (this.#names);
    const people = byPerson(this.#kept);
    part(this, "people").replaceChildren(...people.map(({ person, kept }) => personItem(this, names, person, kept)));
    part(this, "empty").hidden = people.length > 0;
    for (const control of all(this, "[data-needs=kept]")) control.toggleAttribute("disabled", people.length === 0);
    const named = people.filter(({ person }) => person).length;
    part(this, "count").textContent = people.length ? phrase(this, "count", { people: named, n: this.#kept.length }) : "";
  }

  /** Whether the browser has promised not to evict what is stored. */
  async #showPromise() {
    const promised = await navigator.storage?.persisted?.().catch(() => false);
    part(this, "promise").textContent = phrase(this, promised ? "promised" : "not-promised");
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#show(),
    export: () => this.#export(),
    "copy-next": (button) => this.#copyNext(this.#of(button)),
    compare: (button) => this.#compare(this.#of(button)),
    erase: (button) => this.#ask("erase", () => this.#erase(this.#of(button)), nameOf(button)),
    "erase-all": () => this.#ask("erase-all", () => this.#eraseAll()),
    import: () => this.#import?.apply(),
    "import-cancel": () => this.#import?.close(),
    close: (button) => button.closest("dialog")?.close(),
  };

  /** @param {Event} event */
  #onChange({ target }) {
    if (!(target instanceof HTMLInputElement) || target.type !== "file" || !target.files?.length) return;
    this.#import?.open(target.files[0]);
    target.value = "";
  }

  #export() {
    const name = `liumai-${new Date().toISOString().slice(0, 10)}.ndjson`;
    const text = toLines(this.#kept.map(({ draft }) => draft.value));
    if (download(this, name, text, "application/x-ndjson")) this.#say(phrase(this, "exported", { name, n: this.#kept.length }));
  }

  /** @param {Kept} one */
  #copyNext({ draft }) {
    const { value } = draft;
    const period = nextQuarter(value.period ?? "");
    const exists = period && this.#kept.some(({ draft: { value: other } }) => {
      return other.subject === value.subject && other.rubric === value.rubric && other.period === period;
    });
    if (exists) return this.#say(phrase(this, "next-exists", { period }));
    try {
      const copy = this.#store?.putAside({ id: freshId(), edited: true, value: forNextQuarter(value, period) });
      location.assign(this.#calculator(copy?.id ?? NEW_DRAFT));
    } catch {
      this.#say(phrase(this, "full"));
    }
  }

  /** Show an appraisal beside the one of the quarter before. @param {Kept} one */
  #compare(one) {
    const ofPerson = byPerson(this.#kept).find(({ kept }) => kept.includes(one))?.kept ?? [];
    const earlier = before(ofPerson, one);
    if (!earlier?.answer?.result || !one.answer?.result) return;
    const dialog = /** @type {HTMLDialogElement} */ (part(this, "dialog-compare"));
    slot(dialog, "who").textContent = one.draft.value.subject ?? "";
    slot(dialog, "earlier").textContent = earlier.draft.value.period || phrase(this, "no-period");
    slot(dialog, "later").textContent = one.draft.value.period || phrase(this, "no-period");
    slot(dialog, "rows").replaceChildren(...comparisonRows(this, /** @type {RubricNames} */ (this.#names), earlier.answer.result, one.answer.result));
    dialog.showModal();
  }

  /** @param {Kept} one */
  #erase({ draft }) {
    try {
      this.#store?.erase(draft.id);
      this.#changed(phrase(this, "erased"));
    } catch {
      this.#say(phrase(this, "forbidden"));
    }
  }

  #eraseAll() {
    try {
      this.#store?.eraseAll();
      this.#answers.clear();
      this.#changed(phrase(this, "erased-all"));
    } catch {
      this.#say(phrase(this, "forbidden"));
    }
  }

  /** Ask before something is erased. @param {string} name of the dialog @param {() => void} action @param {string} [what] */
  #ask(name, action, what = "") {
    const dialog = /** @type {HTMLDialogElement} */ (part(this, `dialog-${name}`));
    const place = dialog.querySelector("[data-slot=what]");
    if (place) place.textContent = what;
    const confirm = /** @type {HTMLButtonElement} */ (dialog.querySelector("[data-slot=confirm]"));
    confirm.onclick = () => {
      dialog.close();
      action();
    };
    dialog.showModal();
  }

  /** What is stored has changed. @param {string} said */
  #changed(said) {
    this.#show();
    this.#say(said);
  }

  /** @param {string} text */
  #say(text) {
    part(this, "said").textContent = text;
  }

  /** The kept appraisal that a control belongs to. @param {HTMLElement} control @returns {Kept} */
  #of(control) {
    const id = /** @type {HTMLElement} */ (control.closest("[data-draft]")).dataset.draft;
    return /** @type {Kept} */ (this.#kept.find(({ draft }) => draft.id === id));
  }

  /** @param {string} id @returns {string} the address of the calculator with a draft */
  #calculator(id) {
    return `${this.getAttribute("calculator")}#draft=${id}`;
  }
}

/** @param {HTMLElement} button */
function nameOf(button) {
  return /** @type {HTMLElement} */ (button.closest("[data-draft]")).dataset.name ?? "";
}

if (!customElements.get("my-people")) customElements.define("my-people", MyPeople);
