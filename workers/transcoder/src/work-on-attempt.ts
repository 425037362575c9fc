import { mkdtemp, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'

import type { TranscodeJobData } from '@lyceum/events'
import type { Storage } from '@lyceum/ports/storage'
import { StorageError } from '@lyceum/ports/storage'
import type { Logger } from 'pino'

import type { AttemptReporter } from './attempt-reporter.ts'
import type { EncoderPreset } from './encode-ladder.ts'
import { listLadderFiles, type LadderManifest } from './ladder-manifest.ts'
import { MediaFailure } from './media-failure.ts'
import type { MediaLimits } from './media-limits.ts'
import type { TranscodeObserver } from './observe-transcodes.ts'
import { transcodeMedia } from './transcode.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.ts': 'video/mp2t',
  '.jpg': 'image/jpeg',
}

export interface AttemptOptions {
  readonly storage: Pick<Storage, 'downloadTo' | 'writeFile'>
  readonly logger: Logger
  readonly workFolder: string
  readonly limits?: MediaLimits
  readonly preset?: EncoderPreset
  readonly reporter: AttemptReporter
  readonly observe: TranscodeObserver
  readonly signal: AbortSignal
}

/**
 * Works on one attempt from the source to the published files, and reports how it ended; only an attempt that was cut short
 * by a stop of the worker is left without an end. Nothing stays in the work folder.
 */
export async function workOnAttempt(job: TranscodeJobData, options: AttemptOptions): Promise<void> {
  const { reporter, signal, logger, workFolder } = options
  const folder = await mkdtemp(join(workFolder, 'transcodes', 'attempt-'))
  try {
    await reporter.begin()
    const manifest = await makeLadder(job, options, folder)
    await reporter.ready(manifest)
  } catch (error) {
    if (signal.aborted) throw error
    const failure = toFailure(error)
    logger.warn({ err: error, assetId: job.assetId, attempt: job.attempt }, 'a transcode attempt failed')
    await reporter.failed(failure)
  } finally {
    reporter.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeLadder(
  job: TranscodeJobData,
  options: AttemptOptions,
  folder: string,
): Promise<LadderManifest> {
  const { storage, reporter, observe, signal, limits, preset } = options
  const inputFile = join(folder, 'source')
  const outputFolder = join(folder, 'ladder')
  await storage.downloadTo({ bucket: 'uploads', key: job.sourceKey }, inputFile)
  signal.throwIfAborted()
  const manifest = await observe(job.kind, () =>
    transcodeMedia({
      inputFile,
      outputFolder,
      signal,
      // The last per cent is the way to the storage.
      onProgress: (percent) => reporter.progress(Math.min(percent, 99)),
      ...(limits && { limits }),
      ...(preset && { preset }),
    }),
  )
  if (manifest.kind !== job.kind) throw wrongKind(job.kind)
  for (const { file } of listLadderFiles(manifest)) {
    signal.throwIfAborted()
    const contentType = contentTypes[extname(file)] ?? 'application/octet-stream'
    const target = { bucket: 'media', key: `${job.outputPrefix}${file}` } as const
    await storage.writeFile(target, join(outputFolder, file), { contentType })
  }
  return manifest
}

function wrongKind(kind: 'VIDEO' | 'AUDIO'): MediaFailure {
  const message =
    kind === 'VIDEO'
      ? 'The file holds no moving picture. Upload it as audio, or choose another file.'
      : 'The file holds a moving picture. Upload it as video, or choose another file.'
  return new MediaFailure('UNSUPPORTED_FORMAT', message)
}

function toFailure(error: unknown): Pick<MediaFailure, 'reason' | 'message' | 'isPermanent'> {
  if (error instanceof MediaFailure) return error
  if (error instanceof StorageError && error.code === 'OBJECT_NOT_FOUND') {
    const message = 'The uploaded file is no longer there. Upload it again.'
    return { reason: 'CORRUPT_MEDIA', message, isPermanent: true }
  }
  const message = 'The platform could not work on the file. Try again later.'
  return { reason: 'ENCODER_FAILED', message, isPermanent: false }
}
