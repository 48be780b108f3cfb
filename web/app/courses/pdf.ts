import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist";
// oxlint-disable-next-line import/default -- Vite makes it the address of the file.
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { locate } from "./locate.ts";

declare global {
  interface Window {
    /** W3C Trusted Types; not in the compiler's library, nor in every browser. */
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
    };
  }
}

// The page's policy lets no string become a script's address without a name that says who vouches for it.
const policy = window.trustedTypes?.createPolicy("cairn-pdf", { createScriptURL: (address) => address });

/** Opens a PDF of this origin. Throws when it cannot be fetched or read. */
export function openPdf(address: string): { readonly pdf: Promise<PDFDocumentProxy>; readonly close: () => void } {
  // One worker for all documents, made when the first is opened.
  GlobalWorkerOptions.workerPort ??= new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress, { type: "module" });
  const opening = getDocument({ url: address, useSystemFonts: true });
  return { pdf: opening.promise, close: () => void opening.destroy() };
}

/** Beyond this a phone's memory is used up by one page. In device pixels a CSS pixel. */
const MAX_DENSITY = 2;

/**
 * Draws a page as wide as the canvas is laid out, with the lines that show a passage marked.
 *
 * @returns how far down the first marked line stands, from 0 to 1; null when none is on this page
 */
export async function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number, passage: string): Promise<number | null> {
  const density = Math.min(window.devicePixelRatio, MAX_DENSITY);
  const viewport = page.getViewport({ scale: (width / page.getViewport({ scale: 1 }).width) * density });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await page.render({ canvas, viewport }).promise;
  if (passage === "") return null;

  const items = (await page.getTextContent()).items.filter((item) => "str" in item);
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.globalCompositeOperation = "multiply";
  brush.fillStyle = "#f7dfa5";
  let first: number | null = null;
  for (const index of locate(
    items.map(({ str }) => str),
    passage,
  )) {
    const item = items[index];
    if (!item) continue;
    const [, , , , x, y] = item.transform as number[];
    const height = item.height || 10;
    const [left = 0, bottom = 0] = viewport.convertToViewportPoint(x ?? 0, (y ?? 0) - height * 0.25);
    const [right = 0, top = 0] = viewport.convertToViewportPoint((x ?? 0) + item.width, (y ?? 0) + height);
    brush.fillRect(Math.min(left, right), Math.min(top, bottom), Math.abs(right - left), Math.abs(bottom - top));
    const down = Math.min(top, bottom) / canvas.height;
    first = first === null ? down : Math.min(first, down);
  }
  return first;
}
