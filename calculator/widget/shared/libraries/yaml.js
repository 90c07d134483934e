// What the calculator uses of the package yaml; the site carries it in one file.
export { Document, LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
