/** Numbers as they are written in a language, with so many digits behind the point. */
export function numbersIn(language: string): (value: number, digits: number) => string {
  return (value, digits) =>
    value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
