/**
 * What a reader of text does without in PDF.js: drawing, images, colours, forms, comments, signatures, changes. Each name is one of `pdf.worker.mjs` of
 * pdfjs-dist; the build stops when one is not there any more. What only they needed falls away by itself.
 */

/** Classes and functions that are still named somewhere but never come to work; they throw when they do. */
export const NEVER_CALLED: readonly string[] = [
  // comments and form fields
  "AnnotationFactory",
  "PopupAnnotation",
  "WidgetAnnotation",
  "DatasetReader",
  "Intersector",
  // forms in XML
  "XFAFactory",
  "getXfaFontDict",
  "getXfaFontName",
  // the structure tree
  "StructTreePage",
  "StructTreeRoot",
  // drawing
  "FontRendererFactory",
  "LocalTilingPatternCache",
  "Pattern",
  "PDFImage",
  "compileFontInfo",
  "getFontSubstitution",
  // saving
  "FileSpec",
  "MetadataParser",
  // documents that come in pieces over the network
  "ChunkedStreamManager",
  "NetworkPdfManager",
];

/** Methods and getters that never come to work; they throw when they do. */
export const NEVER_CALLED_METHODS: Readonly<Record<string, readonly string[]>> = {
  PartialEvaluator: [
    "_pdfFunctionFactory",
    "_sendImgData",
    "_getColorSpace",
    "_handleColorSpace",
    "hasBlendModes",
    "buildFormXObject",
    "buildPaintImageXObject",
    "#createTransferMap",
    "handleSMask",
    "handleTransferFunction",
    "handleTilingType",
    "handleSetFont",
    "handleText",
    "setGState",
    "buildPath",
    "parseShading",
    "handleColorN",
    "parseMarkedContentProps",
    "getOperatorList",
    "buildFontPaths",
  ],
  TranslatedFont: ["send", "fallback", "#removeType3ColorOperators", "#guessType3FontBBox"],
  Font: ["exportData", "#getExportData", "renderer"],
  Page: [
    "#replaceIdByRef",
    "saveNewAnnotations",
    "save",
    "getOperatorList",
    "getStructTree",
    "_parseStructTree",
    "getAnnotationsData",
    "_parsedAnnotations",
    "collectAnnotationsByType",
    "jsActions",
  ],
  PDFDocument: [
    "xfaDatasets",
    "xfaData",
    "htmlForXfa",
    "#loadXfaImages",
    "#loadXfaFonts",
    "loadXfaResources",
    "serializeXfaData",
    "fingerprints",
    "fontFallback",
    "#collectFieldObjects",
    "fieldObjects",
    "#collectSignatureFields",
    "#coversWholeDocument",
    "#parseSignatureDict",
    "signatures",
    "getSignatureData",
    "hasJSActions",
    "calculationOrderIds",
    "annotationGlobals",
  ],
  Catalog: [
    "cloneDict",
    "metadata",
    "markInfo",
    "#readMarkInfo",
    "structTreeRoot",
    "#readStructTreeRoot",
    "documentOutlineForEditor",
    "permissions",
    "#readPermissions",
    "optionalContentConfig",
    "#readOptionalContentGroup",
    "#readOptionalContentConfig",
    "destinations",
    "getDestination",
    "#readDests",
    "rawPageLabels",
    "pageLabels",
    "#readPageLabels",
    "pageLayout",
    "pageMode",
    "viewerPreferences",
    "openAction",
    "#attachmentContentByName",
    "attachmentContent",
    "rawEmbeddedFiles",
    "xfaImages",
    "#collectJavaScript",
    "jsActions",
    "getPageIndex",
    "#getDestFromStructElement",
  ],
};

/** Methods that are called and whose answer nobody needs: the body that is left. */
export const QUIET_METHODS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PDFDocument: { xfaFactory: "return null;" },
  // Chapters have a title and a depth; where they lead is found from their text.
  Catalog: { parseDestDictionary: "", attachments: "return null;", baseUrl: "return null;" },
  // Only a glyph's size is read: a page may be set in fonts whose own box is empty.
  TranslatedFont: { loadType3Data: "measureType3(this, evaluator.xref);" },
};

const SETTABLE = "static setOptions() {}";
/** Streams of images are told apart from others and never decoded. */
const IMAGE_STREAM = `extends DecodeStream {
  constructor(stream, maybeLength) { super(maybeLength); this.stream = stream; this.dict = stream.dict; }
  get isImageStream() { return true; }
  readBlock() { this.eof = true; }
  ${SETTABLE}
}`;

/** Classes and values that are called, and what stands in for them. */
export const STAND_INS: Readonly<Record<string, string>> = {
  // 70 kB of JavaScript for what the platform has. Asked for only then: an import would be loaded when the Worker starts.
  BrotliDecode: 'BrotliDecode = (bytes) => process.getBuiltinModule("node:zlib").brotliDecompressSync(bytes)',
  CCITTFaxStream: `class CCITTFaxStream ${IMAGE_STREAM}`,
  Jbig2Stream: `class Jbig2Stream ${IMAGE_STREAM}`,
  JpegStream: `class JpegStream ${IMAGE_STREAM}`,
  JpxStream: `class JpxStream ${IMAGE_STREAM}`,
  CmykICCBasedCS: `class CmykICCBasedCS { ${SETTABLE} }`,
  IccColorSpace: `class IccColorSpace { ${SETTABLE} }`,
  ImageResizer: `class ImageResizer { ${SETTABLE} }`,
  OperatorList: `class OperatorList { ${SETTABLE} }`,
  PDFFunctionFactory: `class PDFFunctionFactory { ${SETTABLE} }`,
  WasmImage: `class WasmImage { ${SETTABLE} static cleanup() {} }`,
  ColorSpaceUtils: "class ColorSpaceUtils { static gray = null; static rgb = { getRgb: () => null }; }",
};

/** Appended to the module: what replaces parts that were cut. */
export const ADDED = `
// What Node 22 has not yet.
Math.sumPrecise ??= (numbers) => { let sum = 0; for (const number of numbers) sum += number; return sum; };
Promise.try ??= (act, ...args) => new Promise((resolve) => resolve(act(...args)));
Map.prototype.getOrInsert ??= function (key, value) { if (!this.has(key)) this.set(key, value); return this.get(key); };
Map.prototype.getOrInsertComputed ??= function (key, make) { if (!this.has(key)) this.set(key, make(key)); return this.get(key); };
/** The box of a Type 3 font: what its glyphs say of themselves, or what they draw. */
function measureType3(translated, xref) {
  const { dict, font } = translated;
  const procs = dict.get("CharProcs");
  const [x0, y0, x1, y1] = font.bbox;
  const size = Math.hypot(x1 - x0, y1 - y0);
  let box = null;
  const grow = (a, b, c, d) => Util.rectBoundingBox(a, b, c, d, (box ??= BBOX_INIT.slice()));
  for (const key of procs.getKeys()) {
    try {
      const reader = new EvaluatorPreprocessor(procs.get(key), xref, NO_STATES);
      const operation = { fn: 0, args: null };
      if (!reader.read(operation)) continue;
      if (operation.fn === OPS.setCharWidthAndBounds) {
        const [a, b, c, d] = Util.normalizeRect(operation.args.slice(2));
        const own = Math.hypot(c - a, d - b);
        if (c > a && d > b && (size === 0 || Math.round(own / size) >= 10)) grow(a, b, c, d);
      } else if (operation.fn === OPS.setCharWidth && size === 0) {
        for (operation.args = null; reader.read(operation); operation.args = null) {
          const { fn, args } = operation;
          if (fn === OPS.rectangle) grow(args[0], args[1], args[0] + args[2], args[1] + args[3]);
          else if (fn >= OPS.moveTo && fn < OPS.closePath) for (let at = 0; at + 1 < args.length; at += 2) grow(args[at], args[at + 1], args[at], args[at + 1]);
        }
      }
    } catch {
      // A glyph that cannot be read has no size.
    }
  }
  if (box) {
    font.isCharBBox = true;
    font.bbox = box;
  }
}
const NO_STATES = { save() {}, restore() {}, transform() {} };
`;

/** What the reader uses. */
export const EXPORTS: readonly string[] = [
  "Dict",
  "EvaluatorPreprocessor",
  "LocalPdfManager",
  "Name",
  "OPS",
  "Util",
  "WorkerTask",
  "setVerbosityLevel",
];
