// What a reader does in a page, in terms of the few operations that every driver has: see drivers/.

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

const PATIENCE = 30_000; // milliseconds that a busy machine may take for what is expected
const START = 60_000; // milliseconds that Python may take to start on a busy machine
const KEEPING = 120_000; // milliseconds that the service worker may take to store the site
const BETWEEN = 50; // milliseconds between two looks at the page

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The functions below run in the page. Each is self-contained: the drivers send its source.

/** The first visible element of a selector, once it lies still and uncovered in the middle of the window; or null. */
function clickable(selector) {
  const shown = (each) => each.getClientRects().length && getComputedStyle(each).visibility !== "hidden";
  const element = [...document.querySelectorAll(selector)].find(shown);
  if (!element) return null;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const place = `${selector} ${box.x} ${box.y} ${box.width} ${box.height}`;
  const still = window.placeBefore === place;
  window.placeBefore = place;
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return still && (element.contains(hit) || hit?.contains(element)) ? element : null;
}

function anyElement(selector) {
  return document.querySelector(selector);
}

function visibleText(selector) {
  const shown = (each) => each.getClientRects().length && getComputedStyle(each).visibility !== "hidden";
  return [...document.querySelectorAll(selector)].find(shown)?.textContent.trim() ?? null;
}

function chooseOption(selector, value) {
  const select = document.querySelector(selector);
  if (!select || select.disabled || ![...select.options].some((option) => option.value === value)) return false;
  select.value = value;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

export class Page {
  /**
   * @param {object} driver of an engine, with a new profile
   * @param {object} setting address: the site's; folder: a temporary one; server: to take the network away
   */
  constructor(driver, setting) {
    Object.assign(this, setting);
    this.driver = driver;
  }

  /** Open a page of the site by its path, with language, query and fragment. */
  async open(path) {
    await this.driver.goto("about:blank"); // a new fragment alone would not load the page again
    await this.driver.goto(this.address + path);
  }

  reload() {
    return this.driver.reload();
  }

  evaluate(run, ...values) {
    return this.driver.evaluate(run, ...values);
  }

  /** Wait until a function gives something true in the page. Raises with the last value or error. */
  async until(run, values = [], patience = PATIENCE) {
    const end = Date.now() + patience;
    let last;
    while (Date.now() < end) {
      try {
        last = await this.driver.evaluate(run, ...values);
        if (last) return last;
      } catch (error) {
        last = error.message; // the page is being replaced
      }
      await sleep(BETWEEN);
    }
    throw new Error(`waited ${patience / 1000} s for ${run.name || run} of ${JSON.stringify(values)}; last: ${last}`);
  }

  /** Look from outside the page until what is found equals what is wanted. Raises with the difference. */
  async finds(look, wanted) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = await look();
      if (isDeepStrictEqual(found, wanted) || Date.now() > end) return assert.deepEqual(found, wanted);
      await sleep(BETWEEN);
    }
  }

  /** Wait until the first visible element of a selector has this text, or one that fits a pattern. */
  shows(selector, wanted, patience = PATIENCE) {
    const fits = (text) => text !== null && (wanted instanceof RegExp ? wanted.test(text) : text === wanted);
    return this.waitForText(selector, fits, patience, wanted);
  }

  /** Wait until the text of the first visible element, null where there is none, fits; the text. */
  async waitForText(selector, fits, patience, wanted) {
    const end = Date.now() + patience;
    let text = null;
    while (Date.now() < end) {
      text = await this.driver.evaluate(visibleText, selector).catch(() => null);
      if (fits(text)) return text;
      await sleep(BETWEEN);
    }
    throw new Error(`waited ${patience / 1000} s for ${wanted} in ${selector}; it shows ${JSON.stringify(text)}`);
  }

  /** Wait until an element of the selector is visible. */
  visible(selector, patience = PATIENCE) {
    const isShown = (text) => text !== null;
    return this.waitForText(selector, isShown, patience, "anything");
  }

  isVisible(selector) {
    return this.driver.evaluate(visibleText, selector).then((text) => text !== null);
  }

  /** Click the first visible element of a selector as a pointer does. */
  async click(selector) {
    await this.until((wanted) => document.querySelector(wanted) !== null, [selector]);
    const end = Date.now() + PATIENCE;
    for (;;) {
      const element = await this.driver.element(clickable, selector);
      if (element) return this.driver.click(element);
      if (Date.now() > end) throw new Error(`nothing to click, or it moves or is covered: ${selector}`);
      await sleep(BETWEEN);
    }
  }

  async choose(selector, value) {
    await this.until(chooseOption, [selector, value]);
  }

  type(text) {
    return this.driver.type(text);
  }

  press(key) {
    return this.driver.press(key);
  }

  /** Give a file to an input. */
  async upload(selector, file) {
    await this.until((wanted) => document.querySelector(wanted) !== null, [selector]);
    const element = await this.driver.element(anyElement, selector);
    await this.driver.upload(element, file);
  }

  // The calculator.

  /** Open the calculator and wait until it can score. */
  async calculator(path) {
    await this.open(path);
    await this.ready();
  }

  ready() {
    const isReady = () => document.querySelector("appraisal-calculator[data-state=ready]") !== null;
    return this.until(isReady, [], START);
  }

  total(wanted) {
    return this.shows(".sheet:not([hidden]) [data-part=total]", String(wanted));
  }

  tap(criterion, points) {
    return this.click(`.sheet:not([hidden]) [data-criterion=${criterion}] [data-score='${points}']`);
  }

  /** One of the buttons for undo, links, files and drafts; on a phone most are behind "more". */
  async tool(name) {
    const button = `calculator-tools [data-tool=${name}]`;
    if (!(await this.isVisible(button))) await this.click("calculator-tools [data-tool=more]");
    await this.click(button);
  }

  // The rest of the site.

  /** Look for words in the page's own search box until something is found; the links that are found. */
  async search(words) {
    await this.openSearch();
    await this.type(words);
    await this.press("Shift"); // Chinese is put in without a key
    const found = () => [...document.querySelectorAll(".md-search-result__item a")].map((link) => link.href).join(" ");
    return this.until(found);
  }

  /** Open the page's own search box and put the focus into it. */
  async openSearch() {
    const box = ".md-search__input";
    const icon = "label.md-header__button[for=__search]"; // on a phone the box is behind it
    await this.visible(`${icon}, ${box}`);
    await this.click((await this.isVisible(icon)) ? icon : box);
    await this.evaluate((selector) => {
      const input = document.querySelector(selector);
      input.focus();
      input.dispatchEvent(new Event("focus")); // a window without focus gets none of its own
    }, box);
  }

  /** Wait until the service worker has stored the whole site, and controls this page. */
  async stored() {
    await this.until(() => document.documentElement.dataset.kept === "whole", [], KEEPING);
    await this.reload();
    await this.until(() => navigator.serviceWorker.controller !== null);
  }

  /** Assert that a value of the page is as expected. */
  async equal(run, wanted) {
    assert.deepEqual(await this.evaluate(run), wanted);
  }
}
