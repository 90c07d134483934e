// <years-of-many>: the year of each person in one table, or in a table for each quarter; or the composite of each
// candidate for promotion. The core reads and reckons; nothing is stored or sent.

import { EngineHost } from "../engine/engine-host.js";
import { FileMissingError } from "../engine/errors.js";
import { listenForActions } from "../shared/actions.js";
import { FileError } from "../shared/appraisal-files.js";
import { showFaults } from "../shared/appraisal-input.js";
import { download } from "../shared/by-hand.js";
import { all, language, part, phrase } from "../shared/dom.js";
import { listenForFiles } from "../shared/file-drop.js";
import { PagedTable } from "../shared/paged-table.js";
import { RubricNames } from "../shared/rubric-names.js";
import { counted } from "./counted.js";
import { MappingForm } from "./mapping-form.js";
import { promotionColumns, yearColumns } from "./many-columns.js";
import { problemColumns } from "./team-columns.js";
import { RefusedError, close, exported, readTeam, requested } from "./team-reader.js";

const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
const MOST_FILES = 4;
const LONG = 300_000; // milliseconds, as for a team's file

/** @typedef {"years" | "promotions"} What */
/** @typedef {import("./many-columns.js").PersonsYear} PersonsYear */
/** @typedef {import("./many-columns.js").Candidate} Candidate */
/** @typedef {{rows: (PersonsYear | Candidate)[], problems: import("./team-reader.js").RowMessage[]}} Reckoned */

export class YearsOfMany extends HTMLElement {
  #host = new EngineHost(this);
  /** @type {File[]} */
  #files = [];
  /** @type {What} */
  #what = "years";
  /** What the reader has said of columns, by the file's index. @type {Record<string, string>[]} */
  #maps = [];
  /** The file whose columns are asked about. */
  #asked = 0;
  /** @type {MappingForm | undefined} */
  #mapping;
  /** @type {RubricNames | undefined} */
  #names;
  #reading = new AbortController();
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#names = new RubricNames(part(this, "names"));
    const onMapped = (/** @type {Record<string, string>} */ map) => {
      this.#maps[this.#asked] = map;
      void this.#read();
    };
    this.#mapping = new MappingForm(this, onMapped, signal);
    listenForActions(this, {
      retry: () => this.#host.start().catch(() => {}), // shown in the element
      export: (button) => this.#export(/** @type {"csv" | "xlsx"} */ (button.dataset.kind)),
    }, signal);
    this.addEventListener("change", this.#onChange, { signal });
    listenForFiles(this, (files) => this.#open("years", [...files]), signal);
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#reading.abort();
    if (this.#host.isRunning) close(this.#host).catch(() => {});
    this.#host.stop();
  }

  #onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type !== "file" || !input.files?.length) return;
    this.#open(/** @type {What} */ (input.dataset.what), [...input.files]);
    input.value = ""; // so that the same file can be opened again after a correction
  };

  /** @param {What} what @param {File[]} files */
  #open(what, files) {
    this.#what = what;
    this.#files = files.slice(0, MOST_FILES).sort((one, other) => (one.name < other.name ? -1 : 1));
    this.#maps = this.#files.map(() => ({}));
    void this.#read();
  }

  async #read() {
    this.#reading.abort();
    const reading = (this.#reading = new AbortController());
    this.#mapping?.hide();
    part(this, "many").hidden = true;
    showFaults(this, part(this, "aside"));
    this.#report("many-reading");
    try {
      const reckoned = this.#what === "years" ? await this.#years(reading.signal) : await this.#promotions();
      if (this.#reading !== reading) return; // other files have been opened since
      this.#report("");
      if (reckoned) this.#show(reckoned);
    } catch (error) {
      if (this.#reading === reading) this.#refuse(error);
    }
  }

  /** Read all files and make the years; null where columns have to be mapped first.
   * @param {AbortSignal} signal @returns {Promise<Reckoned | null>} */
  async #years(signal) {
    for (const [index, file] of this.#files.entries()) {
      const position = this.#files.length > 1 ? { position: index + 1 } : {};
      const choices = { rubric: this.#rubric, map: this.#maps[index], ...position };
      const read = await readTeam(this.#host, file, choices, () => {}, signal);
      if (!read) return null;
      if ("mapping" in read) return this.#ask(index, read.mapping);
    }
    const { years, problems } = await requested(this.#host, { years: true }, { within: LONG });
    return { rows: years, problems };
  }

  /** @returns {Promise<Reckoned | null>} */
  async #promotions() {
    const [file] = this.#files;
    const candidates = { name: file.name, rubric: this.#rubric, map: this.#maps[0] };
    const answer = await requested(this.#host, { candidates }, { file: await file.arrayBuffer(), within: LONG });
    return answer.mapping ? this.#ask(0, answer.mapping) : { rows: answer.promotions, problems: answer.problems };
  }

  /** @param {number} index @param {import("./team-reader.js").Mapping} mapping @returns {null} */
  #ask(index, mapping) {
    this.#asked = index;
    this.#mapping?.show(mapping);
    return null;
  }

  /** @param {Reckoned} reckoned */
  #show({ rows, problems }) {
    const names = /** @type {RubricNames} */ (this.#names);
    const isYears = this.#what === "years";
    part(this, "many").hidden = false;
    part(this, "many-count").textContent = counted(this, isYears ? "many-people" : "many-candidates", rows.length);
    for (const note of all(this, "[data-of]")) note.hidden = note.dataset.of !== this.#what;
    const columns = isYears ? yearColumns(this, names) : promotionColumns(this);
    this.#table("many-table", phrase(this, isYears ? "many-years" : "many-promotions"), /** @type {any} */ (columns), rows);
    part(this, "many-problems").hidden = problems.length === 0;
    const listed = problems.map((problem) => ({ ...problem, of: null }));
    this.#table("many-problems", phrase(this, "problems"), problemColumns(this).slice(1), listed);
    this.dataset.read = this.#what;
    const heading = part(this, "many-heading");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /**
   * @template Row
   * @param {string} name
   * @param {string} title
   * @param {import("../shared/paged-table.js").Column<Row>[]} columns
   * @param {Row[]} rows
   */
  #table(name, title, columns, rows) {
    const texts = /** @type {any} */ ({});
    for (const one of ["rows", "none", "previous", "next", "region"]) texts[one] = phrase(this, one);
    new PagedTable(part(this, name), title, columns, texts).show(rows);
  }

  /** @param {"csv" | "xlsx"} kind */
  async #export(kind) {
    this.#report("writing");
    try {
      const bytes = await exported(this.#host, kind, language(), { what: this.#what });
      const name = `liumai-${this.#what}.${kind}`;
      this.#report(download(this, name, bytes, TYPES[kind]) ? "written" : "", { name });
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    this.#report("");
    if (error instanceof RefusedError) showFaults(this, part(this, "aside"), error.faults);
    else if (error instanceof FileMissingError) this.#report("missing");
    else this.#report(error instanceof FileError && error.message === "too-large" ? "file-too-large" : "lost");
  }

  /** @param {string} name empty for nothing @param {Record<string, unknown>} [values] */
  #report(name, values) {
    part(this, "many-said").textContent = name ? phrase(this, name, values) : "";
  }

  get #rubric() {
    return /** @type {HTMLSelectElement} */ (part(this, "many-rubric")).value;
  }
}

if (!customElements.get("years-of-many")) customElements.define("years-of-many", YearsOfMany);
