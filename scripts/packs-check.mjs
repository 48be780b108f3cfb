// Checks every starter pack: shape, references, paths, keys given away. `npm run packs:check [-- packs/one.yaml …]`
import { checkPackFiles } from "./packs-check.ts";

process.exitCode = await checkPackFiles(process.argv.slice(2));
