import { execFile } from 'node:child_process'
import { copyFile, open, readdir, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import { describe, expect, it, vi } from 'vitest'

import { defaultMediaLimits, findFfmpeg, probeMedia, transcodeMedia } from '../src/index.ts'
import { readStreams } from '../src/read-streams.ts'
import { countProcesses, cutFile, demoClip, makeSource, temporaryFolder } from './media-sources.ts'

const patient = { timeout: 120_000 }
const limits = defaultMediaLimits
const refusal = (reason: string) =>
  expect.objectContaining({ name: 'MediaFailure', reason, isPermanent: true })

describe('probing a file', patient, () => {
  it('measures a real clip', async () => {
    const probe = await probeMedia(demoClip('crystal.mp4'), { limits })
    expect(probe).toMatchObject({
      kind: 'VIDEO',
      video: { codec: 'h264', displayWidth: 720, displayHeight: 480, isVariableFrameRate: false },
      audio: { codec: 'aac', channels: 2 },
    })
    expect(probe.durationSeconds).toBeCloseTo(11.97, 1)
  })

  it('turns a rotated video upright', async () => {
    await using folder = await temporaryFolder()
    await makeSource.rotated(folder.file('source.mp4'))
    const { video } = await probeMedia(folder.file('source.mp4'), { limits })
    expect(video).toMatchObject({ width: 640, height: 360, displayWidth: 360, displayHeight: 640 })
  })

  it('refuses text, an empty file and a picture, whatever they are called', async () => {
    await using folder = await temporaryFolder()
    await writeFile(folder.file('text.mp4'), 'These are words. '.repeat(200))
    await writeFile(folder.file('empty.mp4'), '')
    await makeSource.picture(folder.file('picture.mp4'))
    await expect(probeMedia(folder.file('text.mp4'), { limits })).rejects.toEqual(
      refusal('UNSUPPORTED_FORMAT'),
    )
    await expect(probeMedia(folder.file('empty.mp4'), { limits })).rejects.toEqual(refusal('CORRUPT_MEDIA'))
    await expect(probeMedia(folder.file('picture.mp4'), { limits })).rejects.toEqual(
      refusal('UNSUPPORTED_FORMAT'),
    )
  })

  it.each([
    ['an HLS playlist', '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nSECOND\n#EXT-X-ENDLIST\n'],
    ['an ffconcat script', "ffconcat version 1.0\nfile 'SECOND'\n"],
  ])('refuses %s named .mp4 and never opens the file it points at', async (_, text) => {
    await using folder = await temporaryFolder()
    // Whoever opens a pipe without a writer waits for ever: the short wall clock would tell.
    await promisify(execFile)('mkfifo', [folder.file('second.ts')])
    await writeFile(folder.file('source.mp4'), text.replace('SECOND', folder.file('second.ts')))
    await expect(probeMedia(folder.file('source.mp4'), { limits })).rejects.toEqual(
      refusal('UNSUPPORTED_FORMAT'),
    )
    const impatient = { limits: { ...limits, wallClockSeconds: 20 } }
    await expect(readStreams(folder.file('source.mp4'), impatient)).rejects.toMatchObject({
      isPermanent: true,
    })
  })

  it.each([
    ['with its index first', ['-movflags', '+faststart'], 'TRUNCATED_MEDIA'],
    ['with its index last', [], 'CORRUPT_MEDIA'],
  ])('refuses half a video %s', async (_, flags, reason) => {
    await using folder = await temporaryFolder()
    await promisify(execFile)('ffmpeg', [
      ...['-v', 'error', '-i', demoClip('rabbit.mp4'), '-c', 'copy', ...flags, folder.file('whole.mp4')],
    ])
    for (const share of [0.5, 0.9]) {
      await cutFile(folder.file('whole.mp4'), folder.file('cut.mp4'), share)
      await expect(probeMedia(folder.file('cut.mp4'), { limits })).rejects.toEqual(refusal(reason))
    }
  })

  it.each(['mkv', 'webm', 'avi', 'mov', 'ts'])('reads a video in a %s', async (extension) => {
    await using folder = await temporaryFolder()
    await makeSource.container(folder.file(`source.${extension}`))
    const probe = await probeMedia(folder.file(`source.${extension}`), { limits })
    expect(probe).toMatchObject({ kind: 'VIDEO', video: { isVariableFrameRate: false } })
    expect(probe.video?.frameRate).toEqual({ numerator: 25, denominator: 1 })
    expect(probe.durationSeconds).toBeCloseTo(2, 0)
  })

  it.each(['mp3', 'wav', 'ogg', 'flac', 'aac', 'm4a', 'opus'])('reads a sound in a %s', async (extension) => {
    await using folder = await temporaryFolder()
    await makeSource.audio(folder.file(`source.${extension}`))
    const probe = await probeMedia(folder.file(`source.${extension}`), { limits })
    expect(probe).toMatchObject({ kind: 'AUDIO' })
    expect(probe.durationSeconds).toBeCloseTo(5, 0)
  })

  it('does not take a guessed running time for a promise', async () => {
    await using folder = await temporaryFolder()
    await makeSource.quietThenLoud(folder.file('source.mp3'))
    const probe = await probeMedia(folder.file('source.mp3'), { limits })
    expect(probe.durationSeconds).toBeCloseTo(10, 0)
  })

  it.each([
    ['TOO_LONG', { maxDurationSeconds: 5 }],
    ['TOO_MANY_PIXELS', { maxPixels: 720 * 479 }],
    ['TOO_MANY_STREAMS', { maxStreams: 1 }],
    ['FRAME_RATE_TOO_HIGH', { maxFrameRate: 29 }],
  ])('refuses with %s what goes beyond a limit', async (reason, narrow) => {
    await expect(probeMedia(demoClip('rabbit.mp4'), { limits: { ...limits, ...narrow } })).rejects.toEqual(
      refusal(reason),
    )
  })
})

describe('ending a transcode early', patient, () => {
  it('kills the encoder on abort and leaves no file', async () => {
    await using folder = await temporaryFolder()
    await makeSource.landscape(folder.file('source.mp4'), '8')
    const controller = new AbortController()
    const cancelled = new Error('cancelled by its owner')
    const transcode = transcodeMedia({
      inputFile: folder.file('source.mp4'),
      outputFolder: folder.file('ladder'),
      signal: controller.signal,
      onProgress: (percent) => {
        if (percent > 0) controller.abort(cancelled)
      },
    })
    await expect(transcode).rejects.toBe(cancelled)
    expect(await countProcesses(folder.path)).toBe(0)
    expect(await readdir(folder.path)).toEqual(['source.mp4'])
  })

  it('does not start when aborted before', async () => {
    await using folder = await temporaryFolder()
    const signal = AbortSignal.abort(new Error('too late'))
    const inputFile = demoClip('rabbit.mp4')
    await expect(transcodeMedia({ inputFile, outputFolder: folder.file('ladder'), signal })).rejects.toThrow(
      'too late',
    )
    expect(await readdir(folder.path)).toEqual([])
  })

  it.each([
    ['the wall clock', { wallClockSeconds: 1.5 }, 'TIMED_OUT', false],
    ['processor time', { cpuSeconds: 1 }, 'RESOURCE_LIMIT_EXCEEDED', true],
    ['memory', { memoryBytes: 300 * 1024 ** 2 }, 'RESOURCE_LIMIT_EXCEEDED', true],
    ['the size of a file', { outputFileBytes: 100_000 }, 'RESOURCE_LIMIT_EXCEEDED', true],
  ])('ends at the limit of %s and leaves no file', async (...[, narrow, reason, isPermanent]) => {
    await using folder = await temporaryFolder()
    await makeSource.landscape(folder.file('source.mp4'), '8')
    const transcode = transcodeMedia({
      inputFile: folder.file('source.mp4'),
      outputFolder: folder.file('ladder'),
      limits: { ...limits, ...narrow },
    })
    await expect(transcode).rejects.toMatchObject({ reason, isPermanent })
    expect(await readdir(folder.path)).toEqual(['source.mp4'])
    expect(await countProcesses(folder.path)).toBe(0)
  })

  it('fails at once, and for good, where the middle of a file is damaged', async () => {
    await using folder = await temporaryFolder()
    await copyFile(demoClip('rabbit.mp4'), folder.file('source.mp4'))
    await using file = await open(folder.file('source.mp4'), 'r+')
    await file.write(Buffer.alloc(1_500_000, 0xa5), 0, 1_500_000, 500_000)
    const transcode = transcodeMedia({
      inputFile: folder.file('source.mp4'),
      outputFolder: folder.file('ladder'),
    })
    await expect(transcode).rejects.toEqual(refusal('CORRUPT_MEDIA'))
  })
})

describe('looking for ffmpeg', () => {
  it('finds the one on the PATH, and says what to do without one', async () => {
    expect(await findFfmpeg()).toMatchObject({ isAvailable: true, advice: null })
    vi.stubEnv('PATH', '/nonexistent')
    const missing = await findFfmpeg().finally(() => vi.unstubAllEnvs())
    expect(missing).toMatchObject({ isAvailable: false, ffmpegVersion: null })
    expect(missing.advice).toContain('Install ffmpeg')
  })
})
