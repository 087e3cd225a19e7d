import { crc32c } from "../datastore/checksum.ts";
import type { LessonData } from "../lessons/lesson.ts";

/** CRC-32C of a value as JSON, as eight hexadecimal digits. It holds as long as the order of the fields does. */
export function sumOf(value: unknown): string {
  return crc32c(new TextEncoder().encode(JSON.stringify(value)))
    .toString(16)
    .padStart(8, "0");
}

/** By which a lesson is known again: its data, without its words. */
export function lessonSum(data: LessonData): string {
  return sumOf(data);
}
