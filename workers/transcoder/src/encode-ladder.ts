import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { toFramesPerSecond } from './frame-rate.ts'
import { audioArguments, hlsArguments, hlsTarget, segmentSeconds } from './hls-output.ts'
import type { MediaLimits } from './media-limits.ts'
import type { MediaProbe, VideoStream } from './media-probe.ts'
import { encodedFrameRate, peakVideoBitrate, type Rung } from './plan-ladder.ts'
import { runFfmpeg } from './run-ffmpeg.ts'

/** x264's trade of time for size, quickest first. `ultrafast` is left out: it makes Baseline profile, which CODECS would deny. */
export type EncoderPreset = 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium'

/** What every encoding takes. */
export interface EncodeOptions {
  readonly inputFile: string
  /** Exists; folders of the rungs are made in it. */
  readonly outputFolder: string
  readonly probe: MediaProbe
  readonly limits: MediaLimits
  /** @default 'veryfast' */
  readonly preset?: EncoderPreset | undefined
  readonly onProgress?: ((percent: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Writes `<rung>/index.m3u8` and segments for every rung with one ffmpeg process that decodes once. Key frames stand at the same
 * times in all rungs.
 * @throws {MediaFailure} when the source proves damaged or a limit ends the run; the signal's reason when aborted.
 */
export async function encodeLadder(
  video: VideoStream,
  rungs: readonly Rung[],
  options: EncodeOptions,
): Promise<void> {
  const { inputFile, outputFolder, probe, limits, onProgress, signal } = options
  await Promise.all(rungs.map((rung) => mkdir(join(outputFolder, rung.name))))
  await runFfmpeg({
    inputFile,
    outputFolder,
    outputArguments: ladderArguments(video, rungs, options),
    outputTarget: hlsTarget,
    limits,
    durationSeconds: probe.durationSeconds,
    onProgress,
    signal,
  })
}

/** The output arguments of a ladder. Everything in them is a number or a name of ours: nothing of the user's. */
export function ladderArguments(
  video: VideoStream,
  rungs: readonly Rung[],
  { probe, limits, preset = 'veryfast' }: Pick<EncodeOptions, 'probe' | 'limits' | 'preset'>,
): string[] {
  const { audio } = probe
  const streams = rungs.map((rung, i) => `v:${i}${audio ? `,a:${i}` : ''},name:${rung.name}`)
  return [
    ...['-filter_complex', scaleGraph(video, rungs)],
    ...rungs.flatMap((_, i) => ['-map', `[rung${i}]`]),
    ...(audio ? rungs.flatMap(() => ['-map', `0:${audio.index}`]) : []),
    ...['-c:v', 'libx264', '-preset', preset, '-profile:v', 'high', '-threads', String(limits.threads)],
    ...['-sc_threshold', '0', '-flags', '+cgop', '-forced-idr', '1'],
    ...keyFrameArguments(video),
    ...rungs.flatMap((rung, i) => [
      ...[`-level:v:${i}`, String(rung.avcLevel)],
      ...[`-b:v:${i}`, String(rung.videoBitrate)],
      ...[`-maxrate:v:${i}`, String(peakVideoBitrate(rung.videoBitrate))],
      ...[`-bufsize:v:${i}`, String(rung.videoBitrate * 2)],
    ]),
    ...(audio ? [...audioArguments(), '-b:a', '128k'] : []),
    ...hlsArguments(streams),
  ]
}

/** Decode once, make the clock even, split, scale each. */
function scaleGraph(video: VideoStream, rungs: readonly Rung[]): string {
  const rate = encodedFrameRate(video.frameRate)
  const common = [
    ...(video.isInterlaced ? ['yadif=deint=interlaced'] : []),
    // From zero, so that the first segment holds a picture even where the picture sets in late.
    ...(video.isVariableFrameRate ? [] : [`fps=${rate.numerator}/${rate.denominator}:start_time=0`]),
    // A picture that ends before its sound stands still, or the last segment would be as long as the rest of the sound.
    ...(video.missingTailSeconds > segmentSeconds / 2
      ? [`tpad=stop_mode=clone:stop_duration=${video.missingTailSeconds.toFixed(3)}`]
      : []),
    `split=${rungs.length}`,
  ]
  const outputs = rungs.map((_, i) => `[copy${i}]`).join('')
  const scales = rungs.map(
    (rung, i) => `[copy${i}]scale=${rung.width}:${rung.height},setsar=1,format=yuv420p[rung${i}]`,
  )
  return [`[0:${video.index}]${common.join(',')}${outputs}`, ...scales].join(';')
}

/** A constant rate counts frames; a variable one, where frames are no clock, goes by time. */
function keyFrameArguments(video: VideoStream): string[] {
  if (video.isVariableFrameRate) {
    return ['-fps_mode', 'vfr', '-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`]
  }
  const frames = String(Math.ceil(segmentSeconds * toFramesPerSecond(encodedFrameRate(video.frameRate))))
  return ['-g', frames, '-keyint_min', frames]
}
