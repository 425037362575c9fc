/** Minor-unit digits of ISO 4217 where they are not 2. */
const exponents: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'UYI',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
])

/** How many digits of an amount in minor units stand after the decimal point. */
export function exponentOf(currency: string): number {
  return exponents.get(currency) ?? 2
}

/** An amount for people, exact: "49.00 EUR", "4900 JPY", "4.900 KWD". */
export function formatMoney(amountMinor: number, currency: string): string {
  const digits = exponentOf(currency)
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
  const digits = exponentOf(currency)
  if (fraction.length > digits) return null
  const amount = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}
