// Files that the reader drags from the desktop and drops on the page.

/**
 * Call `onFiles` with the files that are dropped on an element, which has the attribute `data-dropping` while
 * files are dragged over it.
 * @param {HTMLElement} target
 * @param {(files: FileList) => void} onFiles gets one file or more
 * @param {AbortSignal} signal ends it
 */
export function listenForFiles(target, onFiles, signal) {
  const onDrag = (/** @type {DragEvent} */ event) => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    target.toggleAttribute("data-dropping", event.type === "dragover");
    if (event.type === "dragover") dataTransfer.dropEffect = "copy";
    else if (dataTransfer.files.length) onFiles(dataTransfer.files);
  };
  const onDragLeave = (/** @type {DragEvent} */ { relatedTarget }) => {
    const isWithin = relatedTarget instanceof Node && target.contains(relatedTarget);
    if (!isWithin) target.removeAttribute("data-dropping");
  };
  target.addEventListener("dragover", onDrag, { signal });
  target.addEventListener("drop", onDrag, { signal });
  target.addEventListener("dragleave", onDragLeave, { signal });
}
