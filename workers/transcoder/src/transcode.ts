import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { audioRungs, encodeAudio } from './encode-audio.ts'
import { type EncodeOptions, type EncoderPreset, encodeLadder } from './encode-ladder.ts'
import { toFramesPerSecond } from './frame-rate.ts'
import type { LadderManifest, Poster, Rendition } from './ladder-manifest.ts'
import { measureRendition, totalSeconds } from './measure-rendition.ts'
import { MediaFailure } from './media-failure.ts'
import { defaultMediaLimits, type MediaLimits } from './media-limits.ts'
import type { VideoStream } from './media-probe.ts'
import { aacCodec, encodedFrameRate, planLadder } from './plan-ladder.ts'
import { writePoster } from './poster.ts'
import { isCutShort, probeMedia } from './probe-media.ts'
import { readStartTicks } from './read-start-ticks.ts'

/** How a file is transcoded. */
export interface TranscodeOptions {
  readonly inputFile: string
  /** Must not exist. Holds the ladder afterwards; is gone after a failure. */
  readonly outputFolder: string
  /** @default defaultMediaLimits */
  readonly limits?: MediaLimits
  /** @default 'veryfast' */
  readonly preset?: EncoderPreset
  /** Whole per cents that only grow; 100 comes last, and only after success. */
  readonly onProgress?: (percent: number) => void
  readonly signal?: AbortSignal
}

/**
 * Makes of an untrusted file an HLS ladder with a poster. Either the folder is whole, or it is not there.
 * @throws {MediaFailure} `isPermanent` says whether another attempt makes sense; the signal's reason when aborted.
 */
export async function transcodeMedia(options: TranscodeOptions): Promise<LadderManifest> {
  const { inputFile, outputFolder, limits = defaultMediaLimits, preset, onProgress, signal } = options
  const probe = await probeMedia(inputFile, { limits, ...(signal && { signal }) })
  await mkdir(outputFolder)
  try {
    const encoding = { inputFile, outputFolder, probe, limits, preset, onProgress, signal }
    const { renditions, poster } = await makeLadder(encoding)
    requireFullLength(renditions, probe.durationSeconds)
    const firstSegment = join(outputFolder, renditions[0]?.segments[0]?.file ?? '')
    const mpegTsStart = await readStartTicks(firstSegment, { limits, signal })
    onProgress?.(100)
    return { kind: probe.kind, durationSeconds: probe.durationSeconds, mpegTsStart, renditions, poster }
  } catch (error) {
    await rm(outputFolder, { recursive: true, force: true })
    throw error
  }
}

interface Ladder {
  readonly renditions: Rendition[]
  readonly poster: Poster | null
}

function makeLadder(options: EncodeOptions): Promise<Ladder> {
  const { video, audio } = options.probe
  if (video) return makeVideoLadder(video, options)
  if (audio) return makeAudioLadder(audio, options)
  throw new TypeError('a probed file has a picture or a sound')
}

async function makeVideoLadder(video: VideoStream, options: EncodeOptions): Promise<Ladder> {
  const rungs = planLadder({ ...video, hasAudio: options.probe.audio !== undefined })
  const rate = video.isVariableFrameRate ? video.frameRate : encodedFrameRate(video.frameRate)
  const frameRate = Math.round(toFramesPerSecond(rate) * 1000) / 1000
  const poster = await writePoster(video, options)
  await encodeLadder(video, rungs, options)
  const renditions = await Promise.all(
    rungs.map(({ name, codecs, width, height }) =>
      measureRendition(options.outputFolder, {
        name,
        codecs: [...codecs],
        picture: { width, height, frameRate },
      }),
    ),
  )
  return { renditions, poster }
}

async function makeAudioLadder(
  audio: Parameters<typeof encodeAudio>[0],
  options: EncodeOptions,
): Promise<Ladder> {
  await encodeAudio(audio, options)
  const renditions = await Promise.all(
    audioRungs.map(({ name }) =>
      measureRendition(options.outputFolder, { name, codecs: [aacCodec], picture: null }),
    ),
  )
  return { renditions, poster: null }
}

/** ffmpeg may end without complaint where a damaged file stops making sense. */
function requireFullLength(renditions: readonly Rendition[], declaredSeconds: number): void {
  for (const { segments } of renditions) {
    const durationSeconds = totalSeconds(segments)
    if (segments.length > 0 && !isCutShort({ durationSeconds, declaredSeconds })) continue
    throw new MediaFailure(
      'CORRUPT_MEDIA',
      `Only ${Math.floor(durationSeconds)} of ${Math.round(declaredSeconds)} seconds could be decoded. Export the file again and upload the new one.`,
    )
  }
}
