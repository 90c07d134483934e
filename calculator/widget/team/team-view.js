// <team-view>: reads a file of many appraisals, scores it in chunks and shows tables, filters, charts and
// downloads.
//
// Nothing is stored or sent: the file stays in the worker until another is opened or the page is left.

import { EngineHost } from "../engine/engine-host.js";
import { FileMissingError } from "../engine/errors.js";
import { listenForActions } from "../shared/actions.js";
import { all, language, maybe, part, phrase } from "../shared/dom.js";
import { FileError } from "../shared/appraisal-files.js";
import { download, printPage } from "../shared/by-hand.js";
import { listenForFiles } from "../shared/file-drop.js";
import { PagedTable } from "../shared/paged-table.js";
import { showFaults } from "../shared/appraisal-input.js";
import { CorrectDialog } from "./correct-dialog.js";
import { counted, figure } from "./counted.js";
import { MappingForm } from "./mapping-form.js";
import { ReturnListsView } from "./return-lists.js";
import { SampleForm } from "./sample-form.js";
import { TeamCharts } from "./team-charts.js";
import { dutyColumns, lookedAtColumn, peopleColumns, problemColumns, teamColumns } from "./team-columns.js";
import { correct, draw, mark, returnLists } from "./team-edits.js";
import { REPLACED, RefusedError, close, exported, keysOf, readTeam } from "./team-reader.js";
import { TeamFilter } from "./team-filter.js";
import { RubricNames } from "../shared/rubric-names.js";

/** @typedef {import("./team-reader.js").Team} Team */
/** @typedef {import("./team-reader.js").ScoredRow} ScoredRow */
/** @typedef {import("./team-reader.js").RejectedRow} RejectedRow */
/** @typedef {"people" | "teams" | "checks" | "sample" | "returned" | "problems"} View */

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
  /** @type {SampleForm | undefined} */
  #sample;
  /** @type {ReturnListsView | undefined} */
  #returns;
  /** @type {CorrectDialog | undefined} */
  #correction;
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
    this.#returns = new ReturnListsView(this, signal);
    this.#correction = new CorrectDialog(this, this.#names, (row, changes) => this.#correct(row, changes), signal);
    if (maybe(this, "sample")) this.#sample = new SampleForm(this, (how) => this.#draw(how), () => this.#show(), signal);
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
    "show-problems": () => {
      this.#chooseView("problems");
      this.#show();
      part(this, "table").scrollIntoView({ block: "start" });
      all(this, "[name=team-view][value=problems]")[0].focus({ preventScroll: true });
    },
    "copy-return": () => this.#returns?.copy(),
    "export-return": () => this.#export("csv", { what: "returns", manager: this.#returns?.manager ?? "" }),
    "export-returns": (button) => this.#export(/** @type {"csv" | "xlsx"} */ (button.dataset.kind), { what: "returns" }),
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
    this.#sample?.forget();
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
    this.#chooseView(team.scored.length ? "people" : "problems");
    part(this, "reading").hidden = true; // before the result is scrolled to: it stands above it
    part(this, "result").hidden = false;
    this.#charts ??= new TeamCharts(this, /** @type {RubricNames} */ (this.#names));
    this.#show();
    this.dataset.read = "true";
    const heading = part(this, "result-heading");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /** How many appraisals are complete and not, and how many rows failed, which leads to them. @param {Team} team */
  #showCounts(team) {
    const complete = team.scored.filter((row) => row.complete).length;
    const unfinished = team.scored.length - complete;
    const counts = [counted(this, "complete", complete), counted(this, "unfinished", unfinished), counted(this, "refused", team.refused.length)];
    part(this, "summary").textContent = phrase(this, "summary", { complete: counts[0], unfinished: counts[1], refused: counts[2] });
    part(this, "to-problems").hidden = team.refused.length === 0;
    const { repeated } = team.sums;
    part(this, "repeated").textContent = repeated.length ? counted(this, "repeated", repeated.length) : "";
  }

  /** Show in each tab how many rows it has. @param {Record<string, number>} counts by view */
  #showTabs(counts) {
    for (const [name, n] of Object.entries(counts)) {
      const tab = maybe(this, `count-${name}`);
      if (tab) tab.textContent = n ? ` ${figure(n)}` : "";
    }
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
    this.#showCounts(team);
    const people = team.scored.filter(chosen.row);
    const having = (/** @type {string[]} */ codes) => people.filter(({ findings }) => codes.some((code) => code in findings));
    const oneByOne = team.checks.filter((code) => !team.samples.includes(code));
    const lists = { checks: having(oneByOne), returned: having(team.returns) };
    this.#showTabs({ checks: lists.checks.length, returned: lists.returned.length, problems: team.refused.length });
    part(this, "checked").textContent = "";
    const view = this.#view;
    for (const name of ["sample", "returns"]) {
      const box = maybe(this, name);
      if (box) box.hidden = name !== { sample: "sample", returned: "returns" }[/** @type {string} */ (view)];
    }
    const onCorrect = (/** @type {ScoredRow | RejectedRow} */ row) => this.#correction?.open(row);
    switch (view) {
      case "people":
        return this.#fill(peopleColumns(this, names, team.urgency, onCorrect), people);
      case "teams":
        return this.#fill(teamColumns(this, names), groups);
      case "checks":
        return this.#showChecks(oneByOne, lists.checks);
      case "sample":
        return this.#showChecks(team.samples, (this.#sample?.rows ?? []).filter(chosen.row));
      case "returned":
        void this.#showReturnLists();
        return this.#fill(dutyColumns(this, names, phrase(this, "why-returned"), this.#inOrder(team.returns), onCorrect), lists.returned);
      case "problems":
        return this.#fill(problemColumns(this, onCorrect), [
          ...team.refused.flatMap((of) => of.problems.map((problem) => ({ ...problem, of }))),
          ...team.notices.map((notice) => ({ ...notice, of: null })),
        ]);
    }
  }

  /** Some findings of each rubric, the most urgent first. @param {string[]} codes */
  #inOrder(codes) {
    const urgency = Object.entries(/** @type {Team} */ (this.#team).urgency);
    return Object.fromEntries(urgency.map(([rubric, order]) => [rubric, order.filter((code) => codes.includes(code))]));
  }

  /** @param {string[]} codes @param {ScoredRow[]} rows */
  #showChecks(codes, rows) {
    const names = /** @type {RubricNames} */ (this.#names);
    const showCount = () => {
      const n = rows.filter((row) => row.lookedAt).length;
      part(this, "checked").textContent = rows.length ? phrase(this, "checked", { n: figure(n), of: figure(rows.length) }) : "";
    };
    const onMark = async (/** @type {ScoredRow} */ row, /** @type {boolean} */ lookedAt) => {
      row.lookedAt = lookedAt;
      showCount();
      await mark(this.#host, row, lookedAt).catch(() => this.#report("lost"));
    };
    const duties = dutyColumns(this, names, phrase(this, "to-check"), this.#inOrder(codes), (row) => this.#correction?.open(row));
    showCount();
    this.#fill([...duties, lookedAtColumn(this, onMark)], rows);
  }

  async #showReturnLists() {
    const lists = await returnLists(this.#host, language()).catch(() => null);
    if (lists && this.#view === "returned") this.#returns?.show(lists);
  }

  /** @param {import("./sample-form.js").How} how */
  #draw(how) {
    const rubric = /** @type {TeamFilter} */ (this.#filter).chosen().rubric;
    return draw(this.#host, /** @type {Team} */ (this.#team), { ...how, rubric });
  }

  /** @param {ScoredRow | RejectedRow} row @param {import("./team-edits.js").Change[]} changes */
  async #correct(row, changes) {
    const refused = await correct(this.#host, /** @type {Team} */ (this.#team), row, changes);
    if (refused.size < changes.length) {
      this.#sample?.forget();
      this.#filter?.offer(/** @type {Team} */ (this.#team));
      this.#show();
      this.#report("corrected", { name: row.subject || phrase(this, "nameless") });
    }
    return refused;
  }

  /**
   * @template Row
   * @param {import("../shared/paged-table.js").Column<Row>[]} columns
   * @param {Row[]} rows
   */
  #fill(columns, rows) {
    const texts = /** @type {any} */ ({});
    for (const name of ["rows", "none", "previous", "next", "region"]) texts[name] = phrase(this, name);
    const table = new PagedTable(part(this, "table"), this.#title(), columns, texts);
    table.show(rows);
    this.#table = table;
  }

  #title() {
    return all(this, `[name=team-view][value=${this.#view}]`)[0].dataset.title ?? "";
  }

  /** @param {string} rubric */
  #showMean(rubric) {
    const group = this.#team?.sums.rubrics.find((sums) => sums.rubric === rubric);
    const maximum = rubric && this.#names?.rubric(rubric).maximum;
    part(this, "mean").textContent = group?.mean
      ? counted(this, "mean", group.people, { mean: group.rounded, maximum })
      : "";
  }

  /** @param {"csv" | "xlsx"} kind @param {{what?: "returns", manager?: string}} [what] */
  async #export(kind, what = {}) {
    this.#report("writing");
    try {
      const bytes = await exported(this.#host, kind, language(), what);
      const name = `${this.#name}-${[what.what ?? "liumai", what.manager].filter(Boolean).join("-")}.${kind}`;
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

if (!customElements.get("team-view")) customElements.define("team-view", TeamView);
