/** A number that a person can copy by hand: ten digits, the last of which catches a wrong digit (Luhn, ISO/IEC 7812-1). */
export function toVoucherNumber(serial: number): string {
  const digits = String(serial).padStart(9, '0')
  return digits + checkDigit(digits)
}

/** Whether the number is one of ours as far as its form and check digit tell. Spaces and dashes do not count. */
export function readVoucherNumber(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{10,}$/.test(digits)) return null
  return checkDigit(digits.slice(0, -1)) === digits.slice(-1) ? digits : null
}

function checkDigit(digits: string): string {
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return String((10 - (sum % 10)) % 10)
}
