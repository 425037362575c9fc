/** An exact rational number; its denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** @throws {RangeError} when the denominator is zero */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1): Fraction {
  const [n, d] = [BigInt(numerator), BigInt(denominator)]
  if (d === 0n) throw new RangeError('A fraction has a denominator other than zero')
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d)
  const sign = d < 0n ? -1n : 1n
  return { numerator: (sign * n) / divisor, denominator: (sign * d) / divisor }
}

export const zero = fraction(0)

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator })
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The nearest whole number; a half goes up. */
export function round({ numerator, denominator }: Fraction): number {
  return Number(floorDivide(2n * numerator + denominator, 2n * denominator))
}

const numberPattern = /^[+-]?(?=\.?\d)\d{0,30}\.?\d{0,30}(?:e[+-]?\d{1,2})?$/i

/** A number as people write it, `-0.5`, `.5`, `1,5` or `6.02e23`, also with the sign minus, exactly; null when it is none. */
export function parseFraction(text: string): Fraction | null {
  const normalised = text.trim().replace(',', '.').replaceAll('\u2212', '-')
  if (!numberPattern.test(normalised)) return null
  const [mantissa = '', exponent = '0'] = normalised.toLowerCase().split('e')
  const [whole = '', places = ''] = mantissa.split('.')
  const shift = Number(exponent) - places.length
  const digits = BigInt(`${whole.replace('+', '')}${places}`)
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift))
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
