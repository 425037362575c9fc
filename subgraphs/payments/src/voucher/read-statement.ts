import { parseMoney } from '../money/currency.ts'
import { isDate } from './payment-day.ts'

/** A payment as the bank's file says it. */
export interface StatementLine {
  /** Counted from 1, the heading included. */
  readonly line: number
  readonly voucherNumber: string
  readonly amountMinor: number
  readonly currency: string
  /** `YYYY-MM-DD` */
  readonly paidOn: string
}

export interface StatementFault {
  readonly line: number
  readonly reason: string
}

/** The heading of the bank's file; amounts are decimal, `49.00`. */
export const statementHeading = 'voucher_number,amount,currency,paid_on'

/** Reads the bank's CSV (RFC 4180, without line breaks inside fields). A line with a fault does not hide the others. */
export function readStatement(csv: string): {
  readonly lines: readonly StatementLine[]
  readonly faults: readonly StatementFault[]
} {
  const rows = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (rows[0]?.trim().toLowerCase() !== statementHeading) {
    return { lines: [], faults: [{ line: 1, reason: `The heading is not ${statementHeading}` }] }
  }
  const read = rows.slice(1).flatMap((row, index) => (row.trim() === '' ? [] : [readLine(row, index + 2)]))
  return {
    lines: read.filter((one) => 'voucherNumber' in one),
    faults: read.filter((one) => 'reason' in one),
  }
}

function readLine(row: string, line: number): StatementLine | StatementFault {
  const fields = row.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'))
  const [voucherNumber = '', amount = '', currency = '', paidOn = ''] = fields
  if (fields.length !== 4) return { line, reason: 'There are not four fields' }
  if (!/^[A-Z]{3}$/.test(currency)) return { line, reason: 'The currency is not three capital letters' }
  const amountMinor = parseMoney(amount, currency)
  if (amountMinor === null) return { line, reason: `The amount is not a decimal of ${currency}` }
  if (!isDate(paidOn)) return { line, reason: 'The date is not YYYY-MM-DD' }
  return { line, voucherNumber, amountMinor, currency, paidOn }
}
