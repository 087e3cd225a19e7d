/**
 * The checksum of everything in the Quick Resume file. It finds damage, not intent: whoever writes a block can give it
 * the right one.
 */

/** The reversed polynomial of CRC-32C (Castagnoli), as iSCSI and ext4 use it: RFC 3720, appendix B.4. */
const POLYNOMIAL = 0x82f63b78;

/** The CRC of every single byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc;
});

/** The CRC-32C of some bytes, from 0 to 2^32 - 1. It finds every single flipped bit and every burst of up to 32. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    crc = TABLE[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
