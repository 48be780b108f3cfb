const encoder = new TextEncoder();

/** Whether `text` takes more than `max` bytes as UTF-8. A UTF-16 code unit takes one to three, so most texts are told without being encoded. */
export function exceedsBytes(text: string, max: number): boolean {
  return text.length > max || (text.length * 3 > max && encoder.encode(text).length > max);
}
