import { describe, expect, it } from "vitest";
import { crc32c } from "../../src/datastore/checksum.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

describe("crc32c", () => {
  it("gives the published check value", () => {
    // The check value of CRC-32/ISCSI in the catalogue of parametrised CRC algorithms.
    expect(crc32c(ascii("123456789"))).toBe(0xe3069283);
  });

  it("gives the examples of RFC 3720, appendix B.4", () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => 31 - index))).toBe(0x113fdb5c);
  });

  it("is zero for nothing", () => {
    expect(crc32c(new Uint8Array(0))).toBe(0);
  });
});
