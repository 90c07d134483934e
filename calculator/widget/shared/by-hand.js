// Hands a text, a file or a print to the reader, and a way by hand where the browser refuses it. Browsers inside chat programs
// often do: they then show a dialog (hooks/templates/browser-check.j2) with the text to select and the way to another browser.

/** @typedef {"copy" | "download" | "print"} Purpose */

const KEEP = 10_000; // milliseconds that a file's address is kept for the browser to read it

/**
 * The chat program that the page is opened in, or "" (hooks/theme/assets/liumai/browser-check.js). They accept a download
 * and a print without an error, and do nothing.
 */
function chatProgram() {
  return document.documentElement.dataset.chat ?? "";
}

/**
 * Copy a text, or show it to be copied by hand. Call it directly in the handler of a click: Safari allows nothing later.
 * @param {Element} near where the dialog is put
 * @param {string | Promise<string>} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(near, text) {
  const ready = Promise.resolve(text);
  try {
    await writeToClipboard(ready);
    return true;
  } catch {
    showByHand(near, "copy", { text: await ready });
    return false;
  }
}

/** @param {Promise<string>} text */
async function writeToClipboard(text) {
  // With ClipboardItem the text may follow the click as a promise; Firefox has it from 127.
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const blob = text.then((ready) => new Blob([ready], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/**
 * Download a file; in a chat program, show the ways to have it instead.
 * @param {Element} near where the dialog is put
 * @param {string} name
 * @param {string | ArrayBuffer} content a text is also shown, to be copied
 * @param {string} type
 * @returns {boolean} whether the browser was asked to download it
 */
export function download(near, name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  if (chatProgram() || !("download" in link)) {
    const dialog = showByHand(near, "download", { text: textIn(content, type), name, address });
    dialog.addEventListener("close", () => releaseLater(address));
    return false;
  }
  link.href = address;
  link.download = name;
  link.click();
  releaseLater(address);
  return true;
}

/** @param {string | ArrayBuffer} content @param {string} type @returns {string | undefined} none of a binary file */
function textIn(content, type) {
  if (typeof content === "string") return content;
  return type.startsWith("text/") ? new TextDecoder().decode(content) : undefined;
}

/** @param {string} address */
function releaseLater(address) {
  setTimeout(() => URL.revokeObjectURL(address), KEEP);
}

/** Print the page; where that may do nothing, show the way to another browser too. @param {Element} near */
export function printPage(near) {
  if (typeof window.print === "function") window.print();
  if (chatProgram() || typeof window.print !== "function") showByHand(near, "print", {});
}

/**
 * @param {Element} near
 * @param {Purpose} purpose
 * @param {{text?: string, name?: string, address?: string}} handed
 * @returns {HTMLDialogElement}
 */
function showByHand(near, purpose, { text, name = "", address = "" }) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-by-hand]"));
  const dialog = /** @type {HTMLDialogElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const other of dialog.querySelectorAll("[data-of]")) {
    if (other.getAttribute("data-of") !== purpose) other.remove();
  }
  const field = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("textarea"));
  if (text === undefined) dialog.querySelector("[data-slot=whole]")?.remove();
  else field.value = text;
  const link = dialog.querySelector("a[data-slot=file]");
  link?.setAttribute("href", address);
  link?.setAttribute("download", name);
  dialog.addEventListener("close", () => dialog.remove());
  near.append(dialog);
  if ("showModal" in dialog) dialog.showModal();
  else /** @type {HTMLElement} */ (dialog).setAttribute("open", ""); // Safari before 15.4: it stands in the page
  if (text !== undefined) field.select();
  if (purpose === "copy" && text !== undefined && /^https?:\S+$/.test(text)) void showQrCode(dialog, text);
  return dialog;
}

/** Chat programs read a QR code from an image that is pressed. @param {HTMLElement} dialog @param {string} link */
async function showQrCode(dialog, link) {
  const { generate } = await import("./libraries/qr-code.js");
  const figure = /** @type {HTMLElement} */ (dialog.querySelector("[data-slot=qr]"));
  // White on all sides, whatever the colours of the page: scanners ask for four modules of margin.
  const image = new Image();
  image.alt = ""; // the caption says what it is
  image.src = generate(link).toDataURL({ scale: 4, pad: 4, on: [0, 0, 0], off: [255, 255, 255] });
  figure.prepend(image);
  figure.hidden = false;
}
