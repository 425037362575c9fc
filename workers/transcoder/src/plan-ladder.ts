import { chooseAvcLevel, toAvcCodec } from './avc-level.ts'
import { toFramesPerSecond } from './frame-rate.ts'
import type { FrameRate } from './media-probe.ts'

/** One quality of a video. */
export interface Rung {
  /** Names its folder too: `720p`. */
  readonly name: string
  readonly width: number
  readonly height: number
  /** Bits per second aimed at. */
  readonly videoBitrate: number
  /** H.264 level times ten, as `level_idc` holds it: 31 is level 3.1. */
  readonly avcLevel: number
  /** RFC 6381 names of what is encoded, picture first. */
  readonly codecs: readonly string[]
}

/** What the ladder is planned from: the picture as seen. */
export interface LadderSource {
  readonly displayWidth: number
  readonly displayHeight: number
  readonly frameRate: FrameRate
  readonly hasAudio: boolean
}

/** RFC 6381 name of AAC-LC, the only sound we make. */
export const aacCodec = 'mp4a.40.2'

/** The short side of the picture, and the bits per second that look right at it. */
const steps = [
  { shortSide: 1080, videoBitrate: 4_000_000 },
  { shortSide: 720, videoBitrate: 2_000_000 },
  { shortSide: 480, videoBitrate: 1_000_000 },
  { shortSide: 360, videoBitrate: 600_000 },
  { shortSide: 240, videoBitrate: 300_000 },
] as const

/** A source this near below a step is that step: 1920 x 1072 is a 1080p film whose black bars were cut off. */
const nearStep = 0.95

/** Faster sources are slowed to this: nothing taught needs more, and old players refuse it. */
const maxFramesPerSecond = 60

/**
 * The qualities to make, best first. None is larger than the source, all keep its aspect with square pixels and even sides. A
 * source below the smallest step gets one rung of its own size.
 */
export function planLadder(source: LadderSource): Rung[] {
  const shortSide = Math.min(source.displayWidth, source.displayHeight)
  const fitting = steps.filter((step) => shortSide >= step.shortSide * nearStep)
  if (fitting.length > 0) return fitting.map((step) => toRung(source, step))
  const smallest = steps[steps.length - 1] ?? steps[0]
  return [toRung(source, { shortSide, videoBitrate: smallest.videoBitrate })]
}

/** The constant rate that a source is encoded at. */
export function encodedFrameRate(frameRate: FrameRate): FrameRate {
  return toFramesPerSecond(frameRate) > maxFramesPerSecond
    ? { numerator: maxFramesPerSecond, denominator: 1 }
    : frameRate
}

function toRung(source: LadderSource, step: { shortSide: number; videoBitrate: number }): Rung {
  const shortSide = Math.min(source.displayWidth, source.displayHeight)
  const scale = Math.min(1, step.shortSide / shortSide)
  const size = { width: toEven(source.displayWidth * scale), height: toEven(source.displayHeight * scale) }
  const framesPerSecond = toFramesPerSecond(encodedFrameRate(source.frameRate))
  const avcLevel = chooseAvcLevel({
    ...size,
    framesPerSecond,
    peakBitrate: peakVideoBitrate(step.videoBitrate),
  })
  return {
    name: `${step.shortSide}p`,
    ...size,
    videoBitrate: step.videoBitrate,
    avcLevel,
    codecs: source.hasAudio ? [toAvcCodec(avcLevel), aacCodec] : [toAvcCodec(avcLevel)],
  }
}

/** The rate that the encoder's buffer model is held to, in bits per second. */
export function peakVideoBitrate(videoBitrate: number): number {
  return Math.round(videoBitrate * 1.25)
}

/** 4:2:0 needs even sides. Rounds to the nearest even number for the aspect's sake, but never above a whole source's side. */
function toEven(pixels: number): number {
  const nearest = Math.round(pixels / 2) * 2
  return Math.max(2, Number.isInteger(pixels) ? Math.floor(pixels / 2) * 2 : nearest)
}
