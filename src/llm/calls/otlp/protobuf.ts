// As much of protobuf's wire format as OTLP needs: https://protobuf.dev/programming-guides/encoding/, checked 2026-11-28.

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
const FIRST_BUFFER_BYTES = 4_096;

/** Writes the fields of one message in the order of the calls. The first argument is always the field's number. */
export interface ProtobufWriter {
  /** For every kind of integer, enums and booleans: a whole number from 0 to 2⁵³ − 1. */
  varint(field: number, value: number): void;
  fixed32(field: number, value: number): void;
  fixed64(field: number, value: bigint): void;
  double(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  /** A message inside this one: what `write` writes. */
  message(field: number, write: () => void): void;
  /** All that was written, copied. */
  finish(): Uint8Array<ArrayBuffer>;
}

export function createProtobufWriter(): ProtobufWriter {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(FIRST_BUFFER_BYTES);
  let length = 0;

  /** Makes `count` bytes part of what is written; where they begin. May replace the buffer. */
  function take(count: number): number {
    const start = length;
    length += count;
    if (length > buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * buffer.length));
      larger.set(buffer);
      buffer = larger;
    }
    return start;
  }

  function takeView(count: number): DataView {
    const start = take(count);
    return new DataView(buffer.buffer, start, count);
  }

  function writeByte(value: number): void {
    // On two lines: `buffer` has to be the one that is there after taking.
    const at = take(1);
    buffer[at] = value;
  }

  /** Seven bits a byte, lowest first; by division, since bits of larger numbers are lost to JavaScript's shifts. */
  function writeVarint(value: number): void {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) writeByte((left % 128) | 128);
    writeByte(left);
  }

  const writeTag = (field: number, wireType: number) => writeVarint(field * 8 + wireType);

  function writeBytes(field: number, value: Uint8Array): void {
    writeTag(field, LENGTH_DELIMITED);
    writeVarint(value.length);
    const start = take(value.length);
    buffer.set(value, start);
  }

  return {
    varint(field, value) {
      writeTag(field, VARINT);
      writeVarint(value);
    },
    fixed32(field, value) {
      writeTag(field, FIXED32);
      takeView(4).setUint32(0, value, true);
    },
    fixed64(field, value) {
      writeTag(field, FIXED64);
      takeView(8).setBigUint64(0, value, true);
    },
    double(field, value) {
      writeTag(field, FIXED64);
      takeView(8).setFloat64(0, value, true);
    },
    text: (field, value) => writeBytes(field, encoder.encode(value)),
    bytes: writeBytes,
    message(field, write) {
      // Its length stands before it and is known after it: it is written, lifted off and put down again.
      const start = length;
      write();
      const content = buffer.slice(start, length);
      length = start;
      writeBytes(field, content);
    },
    finish: () => buffer.slice(0, length),
  };
}

/** One field of a message: its number, and a varint's value (inexact beyond 2⁵³) or the bytes of anything else. */
export interface ProtobufField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of a message in their order.
 *
 * @throws RangeError when the bytes are no such message, or break off
 */
export function readProtobuf(bytes: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;

  function readVarint(): number {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("A number breaks off.");
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  function readBytes(count: number): Uint8Array {
    if (count > bytes.length - at) throw new RangeError("A field breaks off.");
    at += count;
    return bytes.subarray(at - count, at);
  }

  function readValue(wireType: number): number | Uint8Array {
    if (wireType === VARINT) return readVarint();
    if (wireType === FIXED64) return readBytes(8);
    if (wireType === LENGTH_DELIMITED) return readBytes(readVarint());
    if (wireType === FIXED32) return readBytes(4);
    throw new RangeError("A field has no known wire type.");
  }

  while (at < bytes.length) {
    const tag = readVarint();
    fields.push({ field: Math.floor(tag / 8), value: readValue(tag % 8) });
  }
  return fields;
}
