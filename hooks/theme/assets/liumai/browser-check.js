// Says in words what a browser lacks for the tool of a page, before the tool starts: a classic script in ES5, which also runs
// where the pages' modules cannot be parsed. The words stand in the page (hooks/templates/browser-check.j2); this shows those
// that apply, sets data-lacks on the tool, and on <html> data-chat, the chat program that the page is opened in.
(function () {
  "use strict";
  var root = document.documentElement;

  /** The kind of chat program, which chooses the words; whether something works is found out by trying. */
  function chatProgram() {
    var agent = navigator.userAgent;
    if (/MicroMessenger/i.test(agent)) return "wechat";
    if (/DingTalk/i.test(agent)) return "dingtalk";
    return /\bQQ\/|Lark|Feishu|WhatsApp|\bLine\/|FBA[NV]|Instagram|Weibo|AlipayClient/i.test(agent) ? "other" : "";
  }

  /**
   * Whether the browser is one in which the page's scripts run, by what came a little before the oldest of them.
   * @param {boolean} ofReading whether the tool works wherever the handbook is read: Chromium 85, Firefox 77, Safari 13.1;
   *   else Chromium 97, Firefox 113, Safari 16.4
   */
  function isRecent(ofReading) {
    if (!("noModule" in document.createElement("script")) || !("customElements" in window)) return false;
    return ofReading ? "replaceAll" in String.prototype : "DecompressionStream" in window && "findLast" in Array.prototype;
  }

  function compilesWasm() {
    try {
      // The shortest module. The security policy allows it, where the browser knows 'wasm-unsafe-eval'.
      return Boolean(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
    } catch (error) {
      return false;
    }
  }

  /** Whether the address space has room for Python; pages of 64 KiB, only reserved. */
  function hasMemory() {
    try {
      return Boolean(new WebAssembly.Memory({ initial: 1024 }));
    } catch (error) {
      return false;
    }
  }

  /** Whether workers can be modules: the option is read before the address, which is invalid, so that nothing is started. */
  function runsModuleWorkers() {
    var isRead = false;
    try {
      new Worker("http://:", Object.defineProperty({}, "type", { get: function () { isRead = true; return "module"; } }));
    } catch (error) {
      return isRead && /** @type {Error} */ (error).name === "SyntaxError";
    }
    return isRead;
  }

  function keepsDrafts() {
    try {
      localStorage.setItem("liumai-check", "1");
      localStorage.removeItem("liumai-check");
      return true;
    } catch (error) {
      return false;
    }
  }

  /** @param {string | null} needs what the tool needs: "engine", "script" or "reading" @returns {string[]} */
  function missing(needs) {
    var lacks = isRecent(needs === "reading") ? [] : ["age"];
    if (needs !== "engine") return lacks;
    if (!compilesWasm()) lacks.push("wasm");
    else if (!hasMemory()) lacks.push("memory");
    if (!runsModuleWorkers()) lacks.push("worker");
    return lacks;
  }

  /** @param {Element} notice */
  function check(notice) {
    var lacks = missing(notice.getAttribute("data-check"));
    var points = notice.querySelectorAll("[data-lack]");
    for (var i = 0; i < points.length; i += 1) {
      if (lacks.indexOf(String(points[i].getAttribute("data-lack"))) >= 0) points[i].removeAttribute("hidden");
    }
    if (!lacks.length) return;
    notice.removeAttribute("hidden");
    /** @type {Element} */ (notice.parentNode).setAttribute("data-lacks", lacks.join(" "));
  }

  var chat = chatProgram();
  if (chat) root.setAttribute("data-chat", chat);
  var notices = document.querySelectorAll("[data-check]");
  for (var i = 0; i < notices.length; i += 1) check(notices[i]);
  var storage = document.querySelector("[data-check-storage]");
  if (storage && !keepsDrafts()) storage.removeAttribute("hidden");
})();
