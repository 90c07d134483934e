// <team-view>: reads a file of many appraisals, scores it in chunks and shows tables, filters, charts and
// downloads.
//
// Nothing is stored or sent: the file stays in the worker until another is opened or the page is left.

import { EngineHost } from "../engine/engine-host.js";
import { FileMissingError } from "../engine/errors.js";
import { listenForActions } from "../shared/actions.js";
import { all, language, part, phrase } from "../shared/dom.js";
import { FileError } from "../shared/appraisal-files.js";
import { download, printPage } from "../shared/by-hand.js";
import { listenForFiles } from "../shared/file-drop.js";
import { PagedTable } from "../shared/paged-table.js";
import { showFaults } from "../shared/appraisal-input.js";
import { MappingForm } from "./mapping-form.js";
import { TeamCharts } from "./team-charts.js";
import { doneColumn, dutyColumns, peopleColumns, problemColumns, teamColumns } from "./team-columns.js";
import { REPLACED, RefusedError, close, exported, keysOf, readTeam } from "./team-reader.js";
import { TeamFilter } from "./team-filter.js";
import { RubricNames } from "../shared/rubric-names.js";

/** @typedef {import("./team-reader.js").Team} Team */
/** @typedef {import("./team-reader.js").ScoredRow} ScoredRow */
/** @typedef {"people" | "teams" | "checks" | "returned" | "problems"} View */

const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

export class TeamView extends HTMLElement {
  #host = new EngineHost(this);
  /** @type {Team | null} */
  #team = null;
  #name = "team";
  /** The file that waits for its columns to be mapped. @type {File | null} */
  #waiting = null;
  /** @type {MappingForm | undefined} */
  #mapping;
  /** @type {RubricNames | undefined} */
  #names;
  /** @type {TeamFilter | undefined} */
  #filter;
  /** @type {TeamCharts | undefined} */
  #charts;
  /** @type {PagedTable<any> | undefined} */
  #table;
  /** The appraisals that HR has marked as checked. @type {Set<ScoredRow>} */
  #done = new Set();
  /** @type {View} */
  #view = "people";
  #reading = new AbortController();
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#names = new RubricNames(part(this, "names"));
    this.#filter = new TeamFilter(this, this.#names, (names) => keysOf(this.#host, names), () => this.#show());
    this.#mapping = new MappingForm(this, (map) => this.#waiting && this.#open(this.#waiting, map), signal);
    listenForActions(this, this.#actions, signal);
    this.addEventListener("change", this.#onChange, { signal });
    listenForFiles(this, ([file]) => this.#open(file), signal);
    window.addEventListener("beforeprint", () => this.#table?.print(true), { signal });
    window.addEventListener("afterprint", () => this.#table?.print(false), { signal });
    this.#host.start().catch(() => {}); // shown in the element
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#reading.abort();
    this.#charts?.end();
    if (this.#team) close(this.#host).catch(() => {});
    this.#host.stop();
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#host.start().catch(() => {}), // shown in the element
    example: (button) => this.#openExample(button.dataset.example ?? ""),
    stop: () => this.#reading.abort(),
    export: (button) => this.#export(/** @type {"csv" | "xlsx"} */ (button.dataset.kind)),
    print: () => printPage(this),
  };

  #onChange = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type === "file" && input.files?.length) {
      this.#open(input.files[0]);
      input.value = ""; // so that the same file can be opened again after a correction
    } else if (input.name === "team-view") {
      this.#view = /** @type {View} */ (input.value);
      this.#show();
    }
  };

  /** @param {string} address */
  async #openExample(address) {
    const url = new URL(address, document.baseURI);
    const response = await fetch(url);
    this.#open(new File([await response.blob()], url.pathname.split("/").at(-1) ?? "example.csv"));
  }

  /** @param {File} file @param {Record<string, string>} [map] what columns are whose headings are not known */
  async #open(file, map = {}) {
    this.#reading.abort(REPLACED);
    const reading = (this.#reading = new AbortController());
    this.#begin(file.name);
    try {
      const rubric = /** @type {HTMLSelectElement} */ (part(this, "rubric")).value;
      const progress = (/** @type {number} */ read, /** @type {number} */ size) => this.#showProgress(read, size);
      const team = await readTeam(this.#host, file, { rubric, map }, progress, reading.signal);
      if (this.#reading !== reading) return; // another file has been opened since
      if (team && "mapping" in team) this.#ask(file, team.mapping);
      else if (team) this.#take(team);
      else this.#report("stopped");
    } catch (error) {
      if (this.#reading === reading) this.#refuse(error);
    } finally {
      if (this.#reading === reading) part(this, "reading").hidden = true;
    }
  }

  /** @param {string} name */
  #begin(name) {
    this.#name = name.replace(/\.[^.]*$/, "");
    this.#team = null;
    this.#done = new Set();
    this.#waiting = null;
    this.#mapping?.hide();
    part(this, "result").hidden = true;
    part(this, "reading").hidden = false;
    part(this, "said").textContent = "";
    showFaults(this, this.#box);
    this.#showProgress(0, 1);
    this.dataset.read = "false";
  }

  /** Ask what the file's columns are. @param {File} file @param {import("./team-reader.js").Mapping} mapping */
  #ask(file, mapping) {
    this.#waiting = file;
    this.#mapping?.show(mapping);
  }

  /** @param {number} read @param {number} size */
  #showProgress(read, size) {
    const bar = /** @type {HTMLProgressElement} */ (part(this, "read-bar"));
    Object.assign(bar, { max: Math.max(size, 1), value: Math.min(read, size) });
    part(this, "read").textContent = read ? phrase(this, "read", { n: figure(read), of: figure(Math.max(size, read)) }) : "";
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (error instanceof RefusedError) showFaults(this, this.#box, error.faults);
    else if (error instanceof FileMissingError) this.#report("missing");
    else this.#report(error instanceof FileError && error.message === "too-large" ? "file-too-large" : "lost");
  }

  /** @param {Team} team */
  #take(team) {
    this.#team = team;
    this.#filter?.fill(team);
    const refused = team.refused.length;
    part(this, "summary").textContent = phrase(this, "summary", { scored: figure(team.scored.length), refused: figure(refused) });
    const { repeated } = team.sums;
    part(this, "repeated").textContent = repeated.length ? phrase(this, "repeated", { n: figure(repeated.length) }) : "";
    this.#chooseView(team.scored.length ? "people" : "problems");
    part(this, "result").hidden = false;
    this.#charts ??= new TeamCharts(this, /** @type {RubricNames} */ (this.#names));
    this.#show();
    this.dataset.read = "true";
    part(this, "result").focus();
  }

  /** @param {View} view */
  #chooseView(view) {
    this.#view = view;
    for (const radio of /** @type {HTMLInputElement[]} */ (all(this, "[name=team-view]"))) radio.checked = radio.value === view;
  }

  #show() {
    const [team, filter, names] = [this.#team, this.#filter, this.#names];
    if (!team || !filter || !names) return;
    const chosen = filter.chosen();
    const groups = team.sums.teams.filter(chosen.group);
    this.#showMean(chosen.rubric);
    if (chosen.rubric) this.#charts?.show(chosen.rubric, groups);
    const root = part(this, "table");
    const title = this.#title();
    const codes = new Set(this.#view === "checks" ? team.checks : team.returns);
    const people = team.scored.filter(chosen.row);
    const concerned = people.filter(({ findings }) => Object.keys(findings).some((code) => codes.has(code)));
    part(this, "checked").textContent = "";
    switch (this.#view) {
      case "people":
        return this.#fill(root, title, peopleColumns(this, names), people);
      case "teams":
        return this.#fill(root, title, teamColumns(this, names), groups);
      case "checks":
        return this.#showChecks(root, title, codes, concerned);
      case "returned":
        return this.#fill(root, title, dutyColumns(this, names, phrase(this, "why-returned"), codes), concerned);
      case "problems":
        return this.#fill(root, title, problemColumns(this), [...team.refused.flatMap(({ problems }) => problems), ...team.notices]);
    }
  }

  /** @param {HTMLElement} root @param {string} title @param {Set<string>} codes @param {ScoredRow[]} rows */
  #showChecks(root, title, codes, rows) {
    const names = /** @type {RubricNames} */ (this.#names);
    const showCount = () => {
      const n = rows.filter((row) => this.#done.has(row)).length;
      part(this, "checked").textContent = phrase(this, "checked", { n: figure(n), of: figure(rows.length) });
    };
    const columns = [...dutyColumns(this, names, phrase(this, "to-check"), codes), doneColumn(this, this.#done, showCount)];
    showCount();
    this.#fill(root, title, columns, rows);
  }

  /**
   * @template Row
   * @param {HTMLElement} root
   * @param {string} title
   * @param {import("../shared/paged-table.js").Column<Row>[]} columns
   * @param {Row[]} rows
   */
  #fill(root, title, columns, rows) {
    const texts = /** @type {any} */ ({});
    for (const name of ["rows", "none", "previous", "next", "region"]) texts[name] = phrase(this, name);
    const table = new PagedTable(root, title, columns, texts);
    table.show(rows);
    this.#table = table;
  }

  #title() {
    const radio = all(this, `[name=team-view][value=${this.#view}]`)[0];
    return radio.parentElement?.textContent?.trim() ?? "";
  }

  /** @param {string} rubric */
  #showMean(rubric) {
    const group = this.#team?.sums.rubrics.find((sums) => sums.rubric === rubric);
    const maximum = rubric && this.#names?.rubric(rubric).maximum;
    part(this, "mean").textContent = group?.mean
      ? phrase(this, "mean", { mean: group.mean.shown, maximum, people: figure(group.people) })
      : "";
  }

  /** @param {"csv" | "xlsx"} kind */
  async #export(kind) {
    this.#report("writing");
    try {
      const bytes = await exported(this.#host, kind, language());
      const name = `${this.#name}-liumai.${kind}`;
      if (download(this, name, bytes, TYPES[kind])) this.#report("written", { name });
      else part(this, "said").textContent = "";
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @param {string} name @param {Record<string, unknown>} [values] */
  #report(name, values) {
    part(this, "said").textContent = phrase(this, name, values);
  }

  get #box() {
    return part(this, "aside");
  }
}

/** @param {number} number */
function figure(number) {
  return number.toLocaleString(document.documentElement.lang);
}

if (!customElements.get("team-view")) customElements.define("team-view", TeamView);
