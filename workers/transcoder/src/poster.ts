import { join } from 'node:path'
import { stat } from 'node:fs/promises'

import type { EncodeOptions } from './encode-ladder.ts'
import type { Poster } from './ladder-manifest.ts'
import type { VideoStream } from './media-probe.ts'
import { runFfmpeg } from './run-ffmpeg.ts'

const posterName = 'poster.jpg'
const longestSide = 1280

/**
 * Writes the poster: of the frames of the first second the most typical one, because the very first is often black.
 * @throws {MediaFailure} as `encodeLadder`.
 */
export async function writePoster(
  video: VideoStream,
  { inputFile, outputFolder, limits, signal }: EncodeOptions,
): Promise<Poster> {
  const { width, height } = posterSize(video)
  await runFfmpeg({
    inputFile,
    outputFolder,
    limits,
    signal,
    inputArguments: ['-t', '1'],
    outputArguments: [
      ...[
        '-map',
        `0:${video.index}`,
        '-vf',
        `thumbnail=25,scale=${width}:${height},setsar=1,format=yuvj420p`,
      ],
      ...['-frames:v', '1', '-q:v', '3', '-f', 'image2', '-update', '1'],
    ],
    outputTarget: posterName,
    durationSeconds: 1,
  })
  const { size } = await stat(join(outputFolder, posterName))
  return { file: posterName, bytes: size, width, height }
}

function posterSize({ displayWidth, displayHeight }: VideoStream): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(displayWidth, displayHeight))
  const toEven = (pixels: number) => Math.max(2, Math.floor(Math.round(pixels) / 2) * 2)
  return { width: toEven(displayWidth * scale), height: toEven(displayHeight * scale) }
}
