// Builds what `#pdf-core` means: the part of PDF.js that reads text. Done by `npm start` and `npm test`; what is done already is not done again.
import { buildPdfCore } from "./lib/build-pdf-core.ts";
import { main } from "./lib/command.ts";

await main(() => buildPdfCore((line) => console.log(line)));
