import { currencyExponent } from '@lyceum/kit'

/** An amount for people, exact: "49.00 EUR", "4900 JPY", "4.900 KWD". */
export function formatMoney(amountMinor: number, currency: string): string {
  const digits = currencyExponent(currency)
  const sign = amountMinor < 0 ? '-' : ''
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const point = text.length - digits
  return `${sign}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`} ${currency}`
}

/** The minor units of a decimal text in a currency; null when it is no amount, or finer than the currency is. */
export function parseMoney(text: string, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim())
  if (match === null) return null
  const [, whole = '', fraction = ''] = match
  const digits = currencyExponent(currency)
  if (fraction.length > digits) return null
  const amount = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}
