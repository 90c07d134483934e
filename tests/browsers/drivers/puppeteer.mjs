// Chromium by the DevTools protocol, and Firefox by WebDriver BiDi, through puppeteer-core of either age.

const IGNORED = "about:blank";

class PuppeteerDriver {
  #page;
  #context;
  faults = [];

  constructor(page, context) {
    this.#page = page;
    this.#context = context;
    page.on("pageerror", (error) => this.faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning", "warn"].includes(message.type())) this.faults.push(`console: ${message.text()}`);
    });
  }

  async goto(url) {
    await this.#page.goto(url, { waitUntil: url === IGNORED ? "load" : "domcontentloaded" });
  }

  /** Begin to load a page, without waiting for any of it. */
  async begin(url) {
    this.#page.goto(url).catch(() => {}); // a page that is left before it is loaded
  }

  async reload() {
    await this.#page.reload({ waitUntil: "domcontentloaded" });
  }

  evaluate(run, ...values) {
    return this.#page.evaluate(run, ...values);
  }

  async element(run, ...values) {
    return (await this.#page.evaluateHandle(run, ...values)).asElement();
  }

  /** How many nodes of the accessibility tree have this role and name: by the DevTools protocol, or by BiDi. */
  async accessible(role, name) {
    return (await this.#page.$$(`aria/${name}[role="${role}"]`)).length;
  }

  click(element) {
    return element.click();
  }

  type(text) {
    return this.#page.keyboard.type(text);
  }

  press(key) {
    return this.#page.keyboard.press(key);
  }

  upload(element, file) {
    return element.uploadFile(file);
  }

  async width(width, height) {
    await this.#page.setViewport({ width, height });
  }

  screenshot(path) {
    return this.#page.screenshot({ path });
  }

  pdf() {
    return this.#page.pdf();
  }

  async close() {
    await this.#page.close();
    await this.#context.close();
  }
}

/** A running browser; each of its drivers has a profile of its own. */
export class PuppeteerBrowser {
  #browser;
  #downloads;

  constructor(browser, downloads) {
    this.#browser = browser;
    this.#downloads = downloads;
  }

  /** @param options puppeteer's own; downloads: the folder into which Chromium puts files */
  static async launch(puppeteer, options, downloads) {
    return new PuppeteerBrowser(await puppeteer.launch(options), downloads);
  }

  version() {
    return this.#browser.version();
  }

  async driver() {
    const create = this.#browser.createBrowserContext ?? this.#browser.createIncognitoBrowserContext;
    const context = await create.call(this.#browser);
    const page = await context.newPage();
    if (this.#downloads) await this.#allowDownloads(page);
    return new PuppeteerDriver(page, context);
  }

  async #allowDownloads(page) {
    const session = await (page.createCDPSession?.() ?? page.target().createCDPSession());
    await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: this.#downloads });
  }

  close() {
    return this.#browser.close();
  }
}
