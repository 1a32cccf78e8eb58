/**
 * Values in few bytes, one after the other, without names: what the passport is written in (passport.ts). Numbers are
 * unsigned LEB128, texts UTF-8 behind their length. Who reads must know what was written.
 */
import type { Scalar } from "./profile.ts";

/** Ends of what fits: seconds since this instant take 4 bytes until 2028 and 5 for 34,000 years after. */
const EPOCH = Date.UTC(2026, 0, 1) - 365 * 86_400_000;

const utf8 = new TextEncoder();
/** Bytes of UTF-8. */
export const byteLength = (value: string) => (isAscii(value) ? value.length : utf8.encode(value).length);

/** Most ids and names are: a loop is a good deal cheaper than the codec for a dozen bytes. */
function isAscii(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 127) return false;
  return true;
}

/** base64url's (RFC 4648 §5): for a dozen bytes a loop is cheaper than the runtime's codec and the texts around it. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SIX_BITS: Record<number, number> = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

/** What is written goes here first; one at a time is written. */
let scratch = new Uint8Array(2_400);

/** Appends values; numbers as unsigned LEB128. One writer at a time: `bytes` ends it. */
export class ByteWriter {
  #buffer = scratch;
  #length = 0;
  byte(value: number): void {
    if (this.#length === this.#buffer.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#buffer);
      scratch = this.#buffer = larger;
    }
    this.#buffer[this.#length++] = value;
  }
  uint(value: number): void {
    let rest = Math.max(0, Math.round(value));
    while (rest > 127) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }
  /** Epoch ms as whole seconds; 0 stays 0. */
  time(at: number): void {
    this.uint(at === 0 ? 0 : Math.max(1, Math.floor((at - EPOCH) / 1000)));
  }
  hash(value: number): void {
    for (const shift of [24, 16, 8, 0]) this.byte((value >>> shift) & 255);
  }
  /** 24 bits of a hash. */
  mark(value: number): void {
    for (const shift of [16, 8, 0]) this.byte((value >>> shift) & 255);
  }
  /** At most `most` bytes of UTF-8, cut between characters. */
  text(value: string, most: number): void {
    if (value.length <= most && isAscii(value)) {
      this.uint(value.length);
      for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
      return;
    }
    let encoded = utf8.encode(value);
    if (encoded.length > most) {
      let end = most;
      while (end > 0 && (encoded[end]! & 0xc0) === 0x80) end--;
      encoded = encoded.slice(0, end);
    }
    this.uint(encoded.length);
    for (const value of encoded) this.byte(value);
  }
  /** Exactly `bytes` bytes that were written as base64url; what is missing or no base64url is 0. */
  base64(value: string, bytes: number): void {
    let bits = 0;
    let held = 0;
    let at = 0;
    for (let left = bytes; left > 0; left--) {
      while (held < 8) {
        bits = ((bits << 6) | (SIX_BITS[value.charCodeAt(at++)] ?? 0)) & 0xffff;
        held += 6;
      }
      held -= 8;
      this.byte((bits >> held) & 255);
    }
  }
  /** A text of at most `most` bytes, a number or a boolean. */
  scalar(value: Scalar | null, most: number): void {
    this.byte(
      value === null ? 0 : typeof value === "boolean" ? (value ? 2 : 1) : typeof value === "number" ? 3 : 4,
    );
    if (typeof value === "string") this.text(value, most);
    if (typeof value === "number") {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value);
      for (let i = 0; i < 8; i++) this.byte(view.getUint8(i));
    }
  }
  optional<T>(value: T | null, write: (value: T) => void): void {
    this.byte(value === null ? 0 : 1);
    if (value !== null) write(value);
  }
  list<T>(values: T[], write: (value: T) => void): void {
    this.uint(values.length);
    for (const value of values) write(value);
  }
  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }
}

const fromUtf8 = new TextDecoder();

/** Reads what ByteWriter wrote; throws RangeError past the end. */
export class ByteReader {
  #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new RangeError("ends early");
    return value;
  }
  uint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  time(): number {
    const seconds = this.uint();
    return seconds === 0 ? 0 : EPOCH + seconds * 1000;
  }
  hash(): number {
    return ((this.byte() << 24) | (this.byte() << 16) | (this.byte() << 8) | this.byte()) >>> 0;
  }
  mark(): number {
    return (this.byte() << 16) | (this.byte() << 8) | this.byte();
  }
  text(): string {
    const length = this.uint();
    if (this.#at + length > this.#bytes.length) throw new RangeError("ends early");
    let ascii = "";
    for (let i = this.#at; i < this.#at + length && this.#bytes[i]! < 128; i++)
      ascii += String.fromCharCode(this.#bytes[i]!);
    this.#at += length;
    return ascii.length === length
      ? ascii
      : fromUtf8.decode(this.#bytes.subarray(this.#at - length, this.#at));
  }
  base64(length: number): string {
    let text = "";
    let bits = 0;
    let held = 0;
    for (let left = length; left > 0; left--) {
      bits = ((bits << 8) | this.byte()) & 0xffff;
      held += 8;
      for (; held >= 6; held -= 6) text += ALPHABET[(bits >> (held - 6)) & 63];
    }
    return held > 0 ? text + ALPHABET[(bits << (6 - held)) & 63] : text;
  }
  scalar(): Scalar | null {
    const kind = this.byte();
    if (kind === 4) return this.text();
    if (kind === 3) {
      const view = new DataView(new ArrayBuffer(8));
      for (let i = 0; i < 8; i++) view.setUint8(i, this.byte());
      return view.getFloat64(0);
    }
    return kind === 0 ? null : kind === 2;
  }
  optional<T>(read: () => T): T | null {
    return this.byte() === 1 ? read() : null;
  }
  list(read: () => unknown): void {
    for (let left = this.uint(); left > 0; left--) read();
  }
}
