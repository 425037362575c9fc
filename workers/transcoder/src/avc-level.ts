/** Annex A of H.264, table A-1: what a decoder of each level must manage. From 3.0 up: nothing in use knows less. */
const levels = [
  { level: 30, macroblocksPerSecond: 40_500, macroblocks: 1_620, bitrate: 10_000_000 },
  { level: 31, macroblocksPerSecond: 108_000, macroblocks: 3_600, bitrate: 14_000_000 },
  { level: 32, macroblocksPerSecond: 216_000, macroblocks: 5_120, bitrate: 20_000_000 },
  { level: 40, macroblocksPerSecond: 245_760, macroblocks: 8_192, bitrate: 20_000_000 },
  { level: 42, macroblocksPerSecond: 522_240, macroblocks: 8_704, bitrate: 50_000_000 },
  { level: 50, macroblocksPerSecond: 589_824, macroblocks: 22_080, bitrate: 135_000_000 },
  { level: 51, macroblocksPerSecond: 983_040, macroblocks: 36_864, bitrate: 240_000_000 },
  { level: 52, macroblocksPerSecond: 2_073_600, macroblocks: 36_864, bitrate: 240_000_000 },
] as const

/** What is asked of a decoder. */
export interface AvcDemand {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly peakBitrate: number
}

/** The lowest level that meets a demand, times ten; the highest there is when none does. */
export function chooseAvcLevel(demand: AvcDemand): number {
  const across = Math.ceil(demand.width / 16)
  const down = Math.ceil(demand.height / 16)
  const fitting = levels.find(
    (level) =>
      across * down <= level.macroblocks &&
      across * down * demand.framesPerSecond <= level.macroblocksPerSecond &&
      // A.3.1: neither side may exceed the root of eight times the frame's size.
      Math.max(across, down) <= Math.sqrt(8 * level.macroblocks) &&
      demand.peakBitrate <= level.bitrate,
  )
  return fitting?.level ?? 52
}

/** The RFC 6381 name of High profile (100, no constraint flags) at a level: `avc1.64001f` is 3.1. */
export function toAvcCodec(level: number): string {
  return `avc1.6400${level.toString(16).padStart(2, '0')}`
}
