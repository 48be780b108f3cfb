/**
 * Takes a `text/event-stream` (HTML standard, section 9.2) in pieces that may be cut anywhere. The returned function takes the next piece and gives the
 * data of every event that it completes, in order; comments and other fields are left out, and so is an event that never ends. Lines end with LF or
 * CRLF; a lone CR, which no model server sends, is text.
 */
export function createEventReader(): (piece: string) => readonly string[] {
  let line = "";
  let data: string[] = [];
  return (piece) => {
    // Only the new piece is searched: a line that arrives in a thousand pieces must not be read a thousand times.
    const end = piece.lastIndexOf("\n");
    const lines = end < 0 ? [] : (line + piece.slice(0, end)).split("\n");
    line = end < 0 ? line + piece : piece.slice(end + 1);
    const events: string[] = [];
    for (const one of lines) {
      const text = one.endsWith("\r") ? one.slice(0, -1) : one;
      if (text.startsWith("data:")) data.push(text.slice(text[5] === " " ? 6 : 5));
      if (text !== "" || data.length === 0) continue;
      events.push(data.join("\n"));
      data = [];
    }
    return events;
  };
}
