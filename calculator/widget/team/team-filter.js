// Which appraisals of a team are looked at: by rubric, manager, band, finding and name.

import { part } from "../shared/dom.js";

const PATIENCE = 200; // milliseconds after the last key before the tables follow

/** @typedef {import("./team-reader.js").Team} Team */
/** @typedef {import("./team-reader.js").Scored} Scored */
/** @typedef {import("./team-reader.js").Group} Group */
/** @typedef {{rubric: string, row: (row: Scored) => boolean, group: (group: Group) => boolean}} Chosen */

export class TeamFilter {
  #root;
  #names;
  #timer = 0;

  /** @param {HTMLElement} root @param {import("../shared/rubric-names.js").Names} names @param {() => void} onChange */
  constructor(root, names, onChange) {
    this.#root = root;
    this.#names = names;
    const form = /** @type {HTMLFormElement} */ (part(root, "filters"));
    const soon = () => {
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(onChange, PATIENCE);
    };
    form.addEventListener("input", soon);
    form.addEventListener("reset", soon);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#field("of-rubric").addEventListener("change", () => this.#offerBands());
  }

  /** Offer what a team has. @param {Team} team */
  fill(team) {
    /** @type {HTMLFormElement} */ (part(this.#root, "filters")).reset();
    window.clearTimeout(this.#timer); // the tables are about to be shown: once is enough
    const rubrics = [...team.sums.rubrics].sort((one, other) => other.appraisals - one.appraisals);
    const listed = rubrics.map(({ rubric }) => option(rubric, this.#names.rubric(rubric).name));
    this.#field("of-rubric").replaceChildren(...listed);
    part(this.#root, "of-rubric-label").hidden = listed.length < 2;
    const managers = [...new Set(team.sums.teams.map(({ manager }) => manager).filter(Boolean))].sort();
    part(this.#root, "managers").replaceChildren(...managers.map((manager) => option(manager)));
    this.#offerBands();
    this.#offerFindings(team);
  }

  /** @returns {Chosen} */
  chosen() {
    const [rubric, manager, band, finding, name] = ["of-rubric", "manager", "band", "finding", "search"].map(
      (field) => this.#field(field).value.trim(),
    );
    const sought = name.toLocaleLowerCase();
    const led = (/** @type {string} */ one) => !manager || one.includes(manager);
    return {
      rubric,
      row: (row) =>
        row.rubric === rubric &&
        led(row.manager) &&
        (!band || Boolean(row.band?.includes(band))) &&
        (!finding || finding in row.findings) &&
        (!sought || row.subject.toLocaleLowerCase().includes(sought)),
      group: (group) => group.rubric === rubric && led(group.manager),
    };
  }

  #offerBands() {
    const rubric = this.#field("of-rubric").value;
    const bands = rubric ? this.#names.rubric(rubric).bands : [];
    this.#offer("band", bands.map(({ id, name }) => option(id, name)));
  }

  /** @param {Team} team */
  #offerFindings(team) {
    const found = new Set(team.scored.flatMap(({ findings }) => Object.keys(findings)));
    const rubric = this.#field("of-rubric").value;
    const raised = rubric ? this.#names.rubric(rubric).findings.filter(({ id }) => found.has(id)) : [];
    this.#offer("finding", raised.map(({ id, name }) => option(id, name)));
  }

  /** Put choices after the first, which is all of them. @param {string} name @param {HTMLOptionElement[]} options */
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
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}
