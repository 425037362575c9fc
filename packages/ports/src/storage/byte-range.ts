import type { ByteRange } from './index.ts'
import { StorageError } from './storage-error.ts'

// RFC 9110, section 14.1.2: one range; `bytes=-5` asks for the last five.
const singleRangePattern = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i

/** What a `Range` header asks of an object of `size` bytes; `whole` also for what we may ignore. */
export function parseByteRange(
  header: string | undefined,
  size: number,
): Required<ByteRange> | 'whole' | 'unsatisfiable' {
  const match = singleRangePattern.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? Infinity : Number(last)
  // RFC 9110, section 14.1.1: such a range is invalid, and an invalid header is ignored.
  if (end < start) return 'whole'
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) }
}

/**
 * The bytes that a caller wants of an object of `size` bytes: those of its range, or all of them. The end of "all" of an
 * empty object lies before its start.
 *
 * @throws {StorageError} RANGE_NOT_SATISFIABLE
 */
export function requireRange(range: ByteRange | undefined, size: number): Required<ByteRange> {
  if (range === undefined) return { start: 0, end: size - 1 }
  const { start, end = Infinity } = range
  if (!(Number.isInteger(start) && start >= 0 && start < size && end >= start)) {
    throw new StorageError('RANGE_NOT_SATISFIABLE', `no such bytes in an object of ${size}`)
  }
  return { start, end: Math.min(end, size - 1) }
}
