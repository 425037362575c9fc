import type { FrameRate } from './media-probe.ts'

const standardRates: readonly FrameRate[] = [
  { numerator: 24_000, denominator: 1001 },
  { numerator: 24, denominator: 1 },
  { numerator: 25, denominator: 1 },
  { numerator: 30_000, denominator: 1001 },
  { numerator: 30, denominator: 1 },
  { numerator: 50, denominator: 1 },
  { numerator: 60_000, denominator: 1001 },
  { numerator: 60, denominator: 1 },
]

/** Frames per second as a decimal number. */
export function toFramesPerSecond({ numerator, denominator }: FrameRate): number {
  return numerator / denominator
}

/** Reads ffprobe's `30000/1001`; null for `0/0` and rubbish. */
export function parseFrameRate(text: string | undefined): FrameRate | null {
  const [, numerator, denominator] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? []
  if (!Number(numerator) || !Number(denominator)) return null
  return { numerator: Number(numerator), denominator: Number(denominator) }
}

/** The standard rate that a measured one stands for; otherwise the measured one, to a thousandth. */
export function snapFrameRate(framesPerSecond: number): FrameRate {
  const near = standardRates.find((rate) => Math.abs(toFramesPerSecond(rate) / framesPerSecond - 1) < 0.0005)
  return near ?? { numerator: Math.max(1, Math.round(framesPerSecond * 1000)), denominator: 1000 }
}
