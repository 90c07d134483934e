// A table of many rows, shown a page at a time; sortable by any column, printed whole.

import { element, set } from "./dom.js";

const PAGE = 50;
const MOST_IN_PRINT = 2000;

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} name the column's class in CSS
 * @property {string} label
 * @property {((row: Row) => string | number | null) | null} value the sort key, and the text unless there is
 *   `cell`; null if not sortable
 * @property {(row: Row) => Node} [cell]
 * @property {boolean} [number] aligned right
 */

/**
 * The texts of a table, with placeholders.
 * @typedef {{rows: string, none: string, previous: string, next: string, region: string}} TableTexts
 */

/** @template Row */
export class PagedTable {
  #root;
  #columns;
  #words;
  #head = document.createElement("tr");
  #body = document.createElement("tbody");
  #count = element("p", "", "paged__count");
  #previous = button();
  #next = button();
  #collator = new Intl.Collator(document.documentElement.lang || "zh", { numeric: true });
  /** @type {Row[]} */
  #rows = [];
  /** @type {{column: Column<Row>, down: boolean} | null} */
  #order = null;
  #page = 0;

  /**
   * @param {HTMLElement} root
   * @param {string} caption
   * @param {Column<Row>[]} columns
   * @param {TableTexts} words
   */
  constructor(root, caption, columns, words) {
    this.#root = root;
    this.#columns = columns;
    this.#words = words;
    this.#build(caption);
    this.#previous.addEventListener("click", () => this.#turn(-1));
    this.#next.addEventListener("click", () => this.#turn(1));
  }

  /** @param {Row[]} rows */
  show(rows) {
    this.#rows = this.#sorted(rows);
    this.#page = 0;
    this.#render();
  }

  /** Show all rows (at most MOST_IN_PRINT), or one page again. @param {boolean} printing */
  print(printing) {
    this.#render(printing ? MOST_IN_PRINT : PAGE);
  }

  /** @param {string} caption */
  #build(caption) {
    const table = element("table", "", "paged__table");
    const title = element("caption", caption);
    const head = document.createElement("thead");
    head.append(this.#head);
    table.append(title, head, this.#body);
    for (const column of this.#columns) this.#head.append(this.#heading(column));
    const around = element("div", "", "paged__scroll");
    around.tabIndex = 0;
    set(around, { role: "region", "aria-label": this.#words.region.replace("{name}", caption) });
    around.append(table);
    const pager = element("div", "", "paged__pager");
    this.#previous.textContent = this.#words.previous;
    this.#next.textContent = this.#words.next;
    set(this.#count, { role: "status" });
    pager.append(this.#previous, this.#count, this.#next);
    this.#root.replaceChildren(around, pager);
  }

  /** @param {Column<Row>} column */
  #heading(column) {
    const heading = element("th", "", columnClass(column));
    /** @type {HTMLTableCellElement} */ (heading).scope = "col";
    if (!column.value) {
      heading.append(element("span", column.label, "paged__plain"));
      return heading;
    }
    const sort = button();
    sort.className = "paged__sort";
    sort.append(element("span", column.label));
    const mark = element("span", "", "paged__mark");
    set(mark, { "aria-hidden": "true" });
    sort.append(mark);
    sort.addEventListener("click", () => this.#sortBy(column));
    heading.append(sort);
    return heading;
  }

  /** @param {Column<Row>} column */
  #sortBy(column) {
    const down = this.#order?.column === column && !this.#order.down;
    this.#order = { column, down };
    this.#columns.forEach((one, index) => {
      const heading = /** @type {HTMLElement} */ (this.#head.children[index]);
      if (one === column) set(heading, { "aria-sort": down ? "descending" : "ascending" });
      else heading.removeAttribute("aria-sort");
    });
    this.show(this.#rows);
  }

  /** Sorted rows; those without a value are last in either direction. @param {Row[]} rows */
  #sorted(rows) {
    if (!this.#order) return rows;
    const { column, down } = this.#order;
    const keyed = rows.map((row) => ({ row, key: column.value?.(row) ?? null }));
    const turn = down ? -1 : 1;
    keyed.sort(({ key: one }, { key: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      if (typeof one === "number" && typeof other === "number") return turn * (one - other);
      return turn * this.#collator.compare(String(one), String(other));
    });
    return keyed.map(({ row }) => row);
  }

  /** @param {number} by */
  #turn(by) {
    this.#page += by;
    this.#render();
    // A button that becomes disabled loses the focus.
    if (this.#previous.disabled && by < 0) this.#next.focus();
    if (this.#next.disabled && by > 0) this.#previous.focus();
  }

  #render(size = PAGE) {
    const first = size === PAGE ? this.#page * PAGE : 0;
    const shown = this.#rows.slice(first, first + size);
    this.#body.replaceChildren(...shown.map((row) => this.#row(row)));
    const total = this.#rows.length;
    const filled = { first: first + 1, last: first + shown.length, total };
    const words = total ? this.#words.rows : this.#words.none;
    this.#count.textContent = words.replace(/\{(\w+)\}/g, (_, key) => `${filled[/** @type {keyof typeof filled} */ (key)]}`);
    this.#previous.disabled = first === 0;
    this.#next.disabled = first + shown.length >= total;
  }

  /** @param {Row} row */
  #row(row) {
    const line = document.createElement("tr");
    this.#columns.forEach((column, index) => {
      const cell = document.createElement(index ? "td" : "th");
      if (!index) cell.scope = "row";
      cell.className = columnClass(column);
      if (column.cell) cell.append(column.cell(row));
      else cell.textContent = String(column.value?.(row) ?? "–");
      line.append(cell);
    });
    return line;
  }
}

/** @param {Column<any>} column */
function columnClass({ name, number }) {
  return `paged--${name}${number ? " paged--number" : ""}`;
}

function button() {
  const created = document.createElement("button");
  created.type = "button";
  created.className = "md-button";
  return created;
}
