import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { Refused } from "../api.ts";
import { mustBe } from "../get-as.ts";
import { readProblem } from "../wire.ts";
import { coursesApi, isDocument } from "./courses-api.ts";

/** What the server takes of one file; said before a long upload is in vain. */
export const MAX_FILE_BYTES = 50_000_000;

/**
 * Sends a file into a course. `fetch` cannot say how far a body has got, so this is the older way.
 *
 * @param onSent hears how many bytes have left
 * @throws `Refused` when the server says no or the file is too large, anything else when it is not reached
 */
export function upload(courseId: string, file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<DocumentCard> {
  if (file.size > MAX_FILE_BYTES) return Promise.reject(new Refused({ code: "too_large", message: "" }));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", coursesApi.uploadAddress(courseId, file.name));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const body = parse(request.responseText);
      try {
        if (request.status >= 300) throw new Refused(readProblem(body));
        resolve(mustBe(body, isDocument));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(new Error("The server was not reached."));
    request.onabort = () => reject(new Error("The upload was called off."));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
