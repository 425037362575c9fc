import { toFramesPerSecond } from './frame-rate.ts'
import { describeAudio, describeVideo, isMovingPicture } from './describe-streams.ts'
import { MediaFailure } from './media-failure.ts'
import type { MediaLimits } from './media-limits.ts'
import type { MediaProbe, VideoStream } from './media-probe.ts'
import { type ProbedStream, readStreams } from './read-streams.ts'
import { type PacketScan, scanPackets } from './scan-packets.ts'
import { sniffContainer } from './sniff-container.ts'

/** How a file is probed. */
export interface ProbeOptions {
  readonly limits: MediaLimits
  readonly signal?: AbortSignal
}

/**
 * Finds out what an untrusted file is, and whether it may be worked on: type by content, headers, limits, then every packet.
 * @throws {MediaFailure} with the reason why it may not; the signal's reason when aborted.
 */
export async function probeMedia(file: string, options: ProbeOptions): Promise<MediaProbe> {
  const { limits } = options
  await sniffContainer(file)
  const { streams, format } = await readStreams(file, options)
  if (streams.length > limits.maxStreams) {
    throw new MediaFailure(
      'TOO_MANY_STREAMS',
      `The file holds ${streams.length} streams, at most ${limits.maxStreams} are allowed. Export it with one picture and one sound track.`,
    )
  }
  const videoStream = streams.find(isMovingPicture)
  const audioStream = streams.find(isSound)
  if (!videoStream && !audioStream) {
    throw new MediaFailure(
      'NO_PLAYABLE_STREAM',
      'The file holds neither a picture nor a sound that can be played. Export it as MP4 with H.264 and AAC.',
    )
  }
  // These two hold no running time; ffprobe guesses it from the first bit rate, wrongly where the rate varies.
  const isGuessed = ['mp3', 'aac'].includes(format.format_name ?? '')
  const declaredSeconds = isGuessed ? 0 : (format.duration ?? 0)
  requireDuration(declaredSeconds, limits)
  if (videoStream) requirePixels(videoStream, limits)

  const scan = await scanPackets(
    file,
    { videoIndex: videoStream?.index ?? null, audioIndex: audioStream?.index ?? null },
    options,
  )
  const durationSeconds = Math.max(scan.videoEndSeconds, scan.audioEndSeconds) - scan.startSeconds
  requireWhole(scan, { durationSeconds, declaredSeconds })
  requireDuration(durationSeconds, limits)

  const video = videoStream && describeVideo(videoStream, scan)
  if (video) requireFrameRate(video, limits)
  return {
    kind: video ? 'VIDEO' : 'AUDIO',
    durationSeconds: Math.round(durationSeconds * 1000) / 1000,
    ...(video && { video }),
    ...(audioStream && { audio: describeAudio(audioStream) }),
  }
}

function isSound(stream: ProbedStream): boolean {
  return stream.codec_type === 'audio' && stream.codec_name !== undefined && Boolean(stream.channels)
}

function requireDuration(seconds: number, { maxDurationSeconds }: MediaLimits): void {
  if (seconds <= maxDurationSeconds) return
  throw new MediaFailure(
    'TOO_LONG',
    `The file runs for ${Math.ceil(seconds / 60)} minutes, at most ${Math.floor(maxDurationSeconds / 60)} are allowed. Cut it into parts.`,
  )
}

function requirePixels({ width = 0, height = 0 }: ProbedStream, { maxPixels }: MediaLimits): void {
  if (width * height <= maxPixels) return
  throw new MediaFailure(
    'TOO_MANY_PIXELS',
    `The picture is ${width} x ${height}, more than the allowed ${maxPixels} pixels. Export it at 1080p.`,
  )
}

function requireFrameRate({ frameRate }: VideoStream, { maxFrameRate }: MediaLimits): void {
  if (toFramesPerSecond(frameRate) <= maxFrameRate) return
  throw new MediaFailure(
    'FRAME_RATE_TOO_HIGH',
    `The video has ${Math.round(toFramesPerSecond(frameRate))} frames per second, at most ${maxFrameRate} are allowed.`,
  )
}

function requireWhole(scan: PacketScan, seconds: { durationSeconds: number; declaredSeconds: number }): void {
  const { durationSeconds, declaredSeconds } = seconds
  if (durationSeconds <= 0) {
    throw new MediaFailure(
      'CORRUPT_MEDIA',
      'The file holds nothing that can be played. Export it again and upload the new file.',
    )
  }
  if (scan.hasMissingPackets || isCutShort(seconds)) {
    throw new MediaFailure(
      'TRUNCATED_MEDIA',
      `The file ends after ${Math.floor(durationSeconds)} of ${Math.round(declaredSeconds)} seconds. It was cut while it was copied: upload the whole file.`,
    )
  }
}

/** True when more than a fiftieth of the promised time, and more than a second, is missing. */
export function isCutShort(seconds: { durationSeconds: number; declaredSeconds: number }): boolean {
  const missing = seconds.declaredSeconds - seconds.durationSeconds
  return missing > Math.max(1, seconds.declaredSeconds / 50)
}
