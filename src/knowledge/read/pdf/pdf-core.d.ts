// What is used of `#pdf-core`: the part of PDF.js that reads text, built by scripts/lib/build-pdf-core.ts from the release that package.json pins. Its own
// declarations are of the part that draws; these are of `src/core/` (pdf_manager.js, document.js, catalog.js, evaluator.js).

/** A box as [left, bottom, right, top] in units of the page. */
export type Box = readonly [number, number, number, number];

export interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

export interface TextChunk {
  readonly items: readonly (TextItem | { readonly type: string })[];
  readonly styles: Readonly<Record<string, { readonly fontFamily?: string }>>;
}

export declare class Name {
  readonly name: string;
}

export declare class Dict {
  get(key: string): unknown;
  has(key: string): boolean;
}

interface Bytes {
  readonly length: number;
}

interface CrossReferences {
  fetchIfRef(reference: unknown): unknown;
}

interface Sink {
  readonly desiredSize: number;
  readonly ready: Promise<void>;
  enqueue(chunk: TextChunk): void;
}

export interface Page {
  readonly view: Box;
  /** Degrees, a multiple of 90. */
  readonly rotate: number;
  readonly userUnit: number;
  readonly xref: CrossReferences;
  /** References to comments, links and fields. */
  readonly annotations: readonly unknown[];
  /** Fonts that were met so far, of all pages. */
  readonly fontCache: Iterable<Promise<{ readonly loadedName: string; readonly font: { readonly name?: string } }>>;
  getContentStream(): Promise<Bytes>;
  extractTextContent(options: {
    readonly handler: Handler;
    readonly task: WorkerTask;
    readonly sink: Sink;
    readonly includeMarkedContent: boolean;
    readonly disableNormalization: boolean;
  }): Promise<void>;
}

/** Where PDF.js asks for its own files: character maps and fonts. */
export interface Handler {
  send(): void;
  sendWithPromise(): Promise<never>;
}

export interface OutlineItem {
  readonly title: string;
  readonly items: readonly OutlineItem[];
}

export declare class WorkerTask {
  constructor(name: string);
  terminate(): void;
}

export declare class LocalPdfManager {
  readonly pdfDocument: {
    readonly numPages: number;
    readonly documentInfo: Readonly<Record<string, unknown>>;
    readonly catalog: { readonly documentOutline: readonly OutlineItem[] | null };
  };
  constructor(options: {
    readonly source: Uint8Array;
    readonly docId: string;
    readonly docBaseUrl: null;
    readonly enableXfa: false;
    readonly password: null;
    readonly handler: Handler;
    readonly evaluatorOptions: Record<string, boolean | number | null>;
  });
  /** Finds pages and fonts; with `true` in a document whose own list of them is damaged. */
  initDocument(recovery: boolean): Promise<void>;
  getPage(index: number): Promise<Page>;
  /** Drops what was kept of fonts and images. */
  cleanup(all: boolean): Promise<void>;
  terminate(): void;
}

/** Reads the operators of a page one after the other. */
export declare class EvaluatorPreprocessor {
  constructor(stream: Bytes, xref: CrossReferences, states: { save(): void; restore(): void; transform(): void });
  read(operation: { fn: number; args: unknown[] | null }): boolean;
}

export declare const OPS: Readonly<
  Record<
    | "save"
    | "restore"
    | "beginText"
    | "endText"
    | "beginMarkedContent"
    | "beginMarkedContentProps"
    | "endMarkedContent"
    | "markPoint"
    | "markPointProps"
    | "beginCompat"
    | "endCompat",
    number
  >
>;

export declare const Util: {
  transform(outer: readonly number[], inner: readonly number[]): [number, number, number, number, number, number];
};

/** 0: says nothing but errors. */
export declare function setVerbosityLevel(level: number): void;
