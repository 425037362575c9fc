/** How finely marks, weights and percents are kept: as whole numbers of 1/10000. */
export const unitsPerMark = 10_000

/** The most that a decimal can be, 99999.9999; sums of marks stay within it as well. */
export const largestUnits = 99_999 * unitsPerMark + 9_999

const decimalPattern = /^\d{1,5}(?:\.\d{1,4})?$/

/** Whether the text is a decimal that can be kept: not negative, up to 99999.9999. */
export function isDecimal(text: string): boolean {
  return decimalPattern.test(text)
}

/** `'2.5'` is 25000 units. @throws {RangeError} for a text that `isDecimal` refuses */
export function parseUnits(text: string): number {
  if (!isDecimal(text)) throw new RangeError(`${text} is no decimal with up to four places`)
  const [whole = '0', places = ''] = text.split('.')
  return Number(whole) * unitsPerMark + Number(places.padEnd(4, '0'))
}

/** 25000 units are `'2.5'`: no superfluous zeros. */
export function formatUnits(units: number): string {
  const sign = units < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(units) / unitsPerMark)
  const places = String(Math.abs(units) % unitsPerMark)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${sign}${whole}${places === '' ? '' : `.${places}`}`
}
