import { parseFrameRate, snapFrameRate, toFramesPerSecond } from './frame-rate.ts'
import type { AudioStream, FrameRate, VideoStream } from './media-probe.ts'
import type { ProbedStream } from './read-streams.ts'
import type { PacketScan } from './scan-packets.ts'

/** A picture that moves: not the cover of an audio file. */
export function isMovingPicture(stream: ProbedStream): boolean {
  if (stream.codec_type !== 'video' || stream.codec_name === undefined) return false
  if (stream.disposition?.attached_pic || stream.disposition?.still_image) return false
  return Boolean(stream.width && stream.height)
}

/** The picture as it will be shown. */
export function describeVideo(stream: ProbedStream, scan: PacketScan): VideoStream {
  const { width = 0, height = 0 } = stream
  return {
    index: stream.index,
    codec: stream.codec_name ?? '',
    width,
    height,
    ...displaySize(stream),
    frameRate: chooseFrameRate(stream, scan),
    isVariableFrameRate: scan.isVariableFrameRate,
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    missingTailSeconds: Math.max(0, scan.audioEndSeconds - scan.videoEndSeconds),
  }
}

/** The sound as it is stored. */
export function describeAudio(stream: ProbedStream): AudioStream {
  return {
    index: stream.index,
    codec: stream.codec_name ?? '',
    channels: stream.channels ?? 0,
    sampleRate: stream.sample_rate ?? 0,
  }
}

function displaySize(stream: ProbedStream): { displayWidth: number; displayHeight: number } {
  const { width = 0, height = 0 } = stream
  const squareWidth = Math.round(width * pixelShape(stream.sample_aspect_ratio))
  const rotation =
    stream.side_data_list?.find((side) => side.rotation !== undefined)?.rotation ?? stream.tags?.rotate ?? 0
  // ffmpeg turns quarter turns upright while it decodes.
  const isSideways = Math.abs(Math.round(rotation / 90)) % 2 === 1
  return isSideways
    ? { displayWidth: height, displayHeight: squareWidth }
    : { displayWidth: squareWidth, displayHeight: height }
}

function pixelShape(ratio: string | undefined): number {
  const [, width, height] = /^(\d+):(\d+)$/.exec(ratio ?? '') ?? []
  return Number(width) && Number(height) ? Number(width) / Number(height) : 1
}

/** A variable rate's average says how many frames there are; a constant rate's common distance is the more exact. */
function chooseFrameRate(stream: ProbedStream, scan: PacketScan): FrameRate {
  const average = parseFrameRate(stream.avg_frame_rate)
  const nominal = parseFrameRate(stream.r_frame_rate)
  const isNear = (rate: FrameRate | null) =>
    rate !== null && Math.abs(toFramesPerSecond(rate) / scan.commonFrameRate - 1) < 0.1
  if (!scan.isVariableFrameRate && nominal && isNear(nominal))
    return snapFrameRate(toFramesPerSecond(nominal))
  if (average) return snapFrameRate(toFramesPerSecond(average))
  return snapFrameRate(scan.commonFrameRate || 25)
}
