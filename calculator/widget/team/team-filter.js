// The filters of a team's page: rubric, manager, band, finding and name.

import { part } from "../shared/dom.js";

const PAUSE = 200; // milliseconds after the last input before the tables are updated

/** @typedef {import("./team-reader.js").Team} Team */
/** @typedef {import("./team-reader.js").ScoredRow} ScoredRow */
/** @typedef {import("./team-reader.js").Group} Group */
/** @typedef {{rubric: string, row: (row: ScoredRow) => boolean, group: (group: Group) => boolean}} Chosen */

export class TeamFilter {
  #root;
  #names;
  #keysOf;
  #timer = 0;
  /** The core's keys of what is searched for. */
  #sought = { manager: "", subject: "" };

  /**
   * @param {HTMLElement} root
   * @param {import("../shared/rubric-names.js").RubricNames} names
   * @param {(names: string[]) => Promise<string[]>} keysOf asks the core for the keys of names
   * @param {() => void} onChange
   */
  constructor(root, names, keysOf, onChange) {
    this.#root = root;
    this.#names = names;
    this.#keysOf = keysOf;
    const form = /** @type {HTMLFormElement} */ (part(root, "filters"));
    const onInput = () => {
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(async () => {
        if (await this.#seek()) onChange();
      }, PAUSE);
    };
    form.addEventListener("input", onInput);
    form.addEventListener("reset", onInput);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#field("of-rubric").addEventListener("change", () => this.#offerBands());
  }

  /** Offer the rubrics, managers, bands and findings of a team. @param {Team} team */
  fill(team) {
    /** @type {HTMLFormElement} */ (part(this.#root, "filters")).reset();
    window.clearTimeout(this.#timer); // the caller shows the tables itself
    this.#sought = { manager: "", subject: "" };
    const rubrics = [...team.sums.rubrics].sort((one, other) => other.appraisals - one.appraisals);
    const listed = rubrics.map(({ rubric }) => option(rubric, this.#names.rubric(rubric).name));
    this.#field("of-rubric").replaceChildren(...listed);
    part(this.#root, "of-rubric-label").hidden = listed.length < 2;
    const managers = [...new Set(team.sums.teams.map(({ manager }) => manager).filter(Boolean))].sort();
    part(this.#root, "managers").replaceChildren(...managers.map((manager) => option(manager)));
    this.#offerBands();
    this.#offerFindings(team);
  }

  /**
   * Have the core make keys of the names that are searched for: it alone decides which spellings are the same.
   * @returns {Promise<boolean>} false if the names have changed meanwhile
   */
  async #seek() {
    const names = () => ["manager", "search"].map((field) => this.#field(field).value.trim());
    const sought = names();
    if (sought.some(Boolean)) {
      const keys = await this.#keysOf(sought).catch(() => null);
      if (!keys || String(names()) !== String(sought)) return false;
      [this.#sought.manager, this.#sought.subject] = keys;
    } else this.#sought = { manager: "", subject: "" };
    return true;
  }

  /** The chosen rubric, and whether a row or a group passes the filters. @returns {Chosen} */
  chosen() {
    const [rubric, band, finding] = ["of-rubric", "band", "finding"].map((field) => this.#field(field).value);
    const { manager, subject } = this.#sought;
    return {
      rubric,
      row: (row) =>
        row.rubric === rubric &&
        row.managerKey.includes(manager) &&
        (!band || Boolean(row.band?.includes(band))) &&
        (!finding || finding in row.findings) &&
        row.subjectKey.includes(subject),
      group: (group) => group.rubric === rubric && (group.keys?.manager ?? group.manager).includes(manager),
    };
  }

  #offerBands() {
    const rubric = this.#field("of-rubric").value;
    const bands = rubric ? this.#names.rubric(rubric).bands : [];
    this.#offer("band", bands.map(({ id, name }) => option(id, name)));
  }

  /** @param {Team} team */
  #offerFindings(team) {
    const present = new Set(team.scored.flatMap(({ findings }) => Object.keys(findings)));
    const rubric = this.#field("of-rubric").value;
    const raised = rubric ? this.#names.rubric(rubric).findings.filter(({ id }) => present.has(id)) : [];
    this.#offer("finding", raised.map(({ id, name }) => option(id, name)));
  }

  /**
   * Replace the options after the first one ("all").
   * @param {string} name
   * @param {HTMLOptionElement[]} options
   */
  #offer(name, options) {
    const select = this.#field(name);
    select.replaceChildren(select.children[0], ...options);
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
  #field(name) {
    return /** @type {any} */ (part(this.#root, name));
  }
}

/** @param {string} value @param {string} [text] */
function option(value, text = value) {
  const created = document.createElement("option");
  created.value = value;
  created.textContent = text;
  return created;
}
