import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { EncodeOptions } from './encode-ladder.ts'
import { audioArguments, hlsArguments, hlsTarget } from './hls-output.ts'
import type { AudioStream } from './media-probe.ts'
import { runFfmpeg } from './run-ffmpeg.ts'

/** One quality of a sound. */
export interface AudioRung {
  /** Names its folder too. */
  readonly name: string
  readonly audioBitrate: number
}

/** The qualities of an audio file, best first. */
export const audioRungs: readonly AudioRung[] = [
  { name: 'audio-128k', audioBitrate: 128_000 },
  { name: 'audio-64k', audioBitrate: 64_000 },
]

/**
 * Writes `<rung>/index.m3u8` and segments for every quality of an audio file, with one ffmpeg process.
 * @throws {MediaFailure} as `encodeLadder`.
 */
export async function encodeAudio(audio: AudioStream, options: EncodeOptions): Promise<void> {
  const { inputFile, outputFolder, probe, limits, onProgress, signal } = options
  await Promise.all(audioRungs.map((rung) => mkdir(join(outputFolder, rung.name))))
  await runFfmpeg({
    inputFile,
    outputFolder,
    outputArguments: [
      ...audioRungs.flatMap(() => ['-map', `0:${audio.index}`]),
      ...audioArguments(),
      ...audioRungs.flatMap((rung, i) => [`-b:a:${i}`, String(rung.audioBitrate)]),
      ...hlsArguments(audioRungs.map((rung, i) => `a:${i},name:${rung.name}`)),
    ],
    outputTarget: hlsTarget,
    limits,
    durationSeconds: probe.durationSeconds,
    onProgress,
    signal,
  })
}
