// What may keep the engine from answering, as error classes that the page and its worker share.

/** The worker has died, was stopped or does not answer. Starting again may help. */
export class EngineLostError extends Error {
  name = "EngineLostError";
}

/** The answer needs a file that could not be fetched. The engine goes on; asking again may help. */
export class FileMissingError extends Error {
  name = "FileMissingError";
}
