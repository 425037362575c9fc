import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Parser } from 'm3u8-parser'
import { describe, expect, it } from 'vitest'

import {
  defaultMediaLimits,
  type LadderManifest,
  ladderManifestSchema,
  listLadderFiles,
  parseCaptions,
  probeMedia,
  renderMasterPlaylist,
  renderMediaPlaylist,
  transcodeMedia,
} from '../src/index.ts'
import { demoClip, inspectSegment, makeSource, readPicture, temporaryFolder } from './media-sources.ts'

const patient = { timeout: 180_000 }

async function transcode(folder: { file(name: string): string }, inputFile: string) {
  const percents: number[] = []
  const outputFolder = folder.file('ladder')
  const manifest = await transcodeMedia({
    inputFile,
    outputFolder,
    preset: 'superfast',
    onProgress: (percent) => percents.push(percent),
  })
  return { manifest, outputFolder, percents }
}

const summary = ({ renditions }: LadderManifest) =>
  renditions.map(({ name, picture }) => `${name} ${picture?.width}x${picture?.height}`)

async function expectAlignedLadder(manifest: LadderManifest, outputFolder: string): Promise<void> {
  const rungs = await Promise.all(
    manifest.renditions.map(({ segments }) =>
      Promise.all(segments.map(({ file }) => inspectSegment(join(outputFolder, file)))),
    ),
  )
  for (const segments of rungs) {
    expect(segments.every((segment) => segment.startsWithKeyFrame)).toBe(true)
    expect(segments.map((segment) => segment.firstPts)).toEqual(rungs[0]?.map((segment) => segment.firstPts))
  }
  for (const { segments } of manifest.renditions) {
    for (const { durationSeconds } of segments.slice(0, -1))
      expect(Math.abs(durationSeconds - 2)).toBeLessThan(0.07)
  }
  expect(rungs[0]?.[0]?.firstPts).toBe(manifest.mpegTsStart)
}

describe('transcoding a video', patient, () => {
  it('makes every rung up to the source from 1080p, aligned, whole, and told as it is', async () => {
    await using folder = await temporaryFolder()
    await makeSource.landscape(folder.file('source.mp4'))
    const { manifest, outputFolder, percents } = await transcode(folder, folder.file('source.mp4'))

    expect(summary(manifest)).toEqual([
      '1080p 1920x1080',
      '720p 1280x720',
      '480p 854x480',
      '360p 640x360',
      '240p 426x240',
    ])
    await expectAlignedLadder(manifest, outputFolder)
    expect(manifest.renditions.map(({ segments }) => segments.length)).toEqual([3, 3, 3, 3, 3])
    expect(ladderManifestSchema.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest)
    expect(percents).toEqual([...new Set(percents)].toSorted((one, other) => one - other))
    expect(percents.at(-1)).toBe(100)

    for (const { segments, codecs, picture } of manifest.renditions) {
      const stream = await readPicture(join(outputFolder, segments[0]?.file ?? ''))
      const level = Number(stream['level'])
      expect(codecs).toEqual([`avc1.6400${level.toString(16)}`, 'mp4a.40.2'])
      expect(stream).toMatchObject({ profile: 'High', width: picture?.width, height: picture?.height })
      expect(picture?.frameRate).toBe(29.97)
    }
  })

  it('leaves exactly the files that the manifest lists, and playlists that a player reads', async () => {
    await using folder = await temporaryFolder()
    const { manifest, outputFolder } = await transcode(folder, demoClip('rabbit.mp4'))

    expect(summary(manifest)).toEqual(['480p 720x480', '360p 540x360', '240p 360x240'])
    expect(manifest.durationSeconds).toBeCloseTo(7.8, 1)
    await expectAlignedLadder(manifest, outputFolder)
    const found = await readdir(outputFolder, { recursive: true, withFileTypes: true })
    const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.toSorted()).toEqual(
      listLadderFiles(manifest)
        .map(({ file }) => join(outputFolder, file))
        .toSorted(),
    )

    const master = parse(renderMasterPlaylist(manifest))
    expect(master.independentSegments).toBe(true)
    expect(
      master.playlists?.map(({ uri, attributes }) => [uri, attributes.RESOLUTION, attributes['FRAME-RATE']]),
    ).toEqual([
      ['480p/index.m3u8', { width: 720, height: 480 }, 30],
      ['360p/index.m3u8', { width: 540, height: 360 }, 30],
      ['240p/index.m3u8', { width: 360, height: 240 }, 30],
    ])
    for (const rendition of manifest.renditions) {
      const media = parse(renderMediaPlaylist(rendition, (file) => file))
      expect(media).toMatchObject({ endList: true, targetDuration: 2 })
      expect(media.segments.map(({ uri }) => uri)).toEqual(rendition.segments.map(({ file }) => file))
    }
  })

  it('keeps a silent portrait upright, without sound in its codecs', async () => {
    await using folder = await temporaryFolder()
    await makeSource.portraitSilent(folder.file('source.mp4'))
    const { manifest, outputFolder } = await transcode(folder, folder.file('source.mp4'))
    expect(summary(manifest)).toEqual(['720p 720x1280', '480p 480x854', '360p 360x640', '240p 240x426'])
    expect(manifest.renditions.flatMap(({ codecs }) => codecs).join()).not.toContain('mp4a')
    await expectAlignedLadder(manifest, outputFolder)
  })

  it('cuts a variable frame rate at the same times in every rung', async () => {
    await using folder = await temporaryFolder()
    await makeSource.variable(folder.file('source.mp4'))
    const { video } = await probeMedia(folder.file('source.mp4'), { limits: defaultMediaLimits })
    expect(video?.isVariableFrameRate).toBe(true)
    const { manifest, outputFolder } = await transcode(folder, folder.file('source.mp4'))
    expect(summary(manifest)).toEqual(['360p 640x360', '240p 426x240'])
    await expectAlignedLadder(manifest, outputFolder)
  })

  it('makes one rung of a tiny source', async () => {
    await using folder = await temporaryFolder()
    await makeSource.tiny(folder.file('source.mp4'))
    const { manifest, outputFolder } = await transcode(folder, folder.file('source.mp4'))
    expect(summary(manifest)).toEqual(['120p 160x120'])
    expect(manifest.poster).toMatchObject({ file: 'poster.jpg', width: 160, height: 120 })
    await expectAlignedLadder(manifest, outputFolder)
  })

  it('makes square pixels of others', async () => {
    await using folder = await temporaryFolder()
    await makeSource.anamorphic(folder.file('source.mp4'))
    const { manifest, outputFolder } = await transcode(folder, folder.file('source.mp4'))
    expect(summary(manifest)).toEqual(['480p 640x480', '360p 480x360', '240p 320x240'])
    const stream = await readPicture(join(outputFolder, '480p/segment_00000.ts'))
    expect(stream['sample_aspect_ratio']).toBe('1:1')
  })

  it('lets the last picture stand where the sound outlasts it', async () => {
    await using folder = await temporaryFolder()
    await makeSource.soundOutlastsPicture(folder.file('source.mp4'))
    const { manifest, outputFolder } = await transcode(folder, folder.file('source.mp4'))
    expect(manifest.durationSeconds).toBeCloseTo(7, 0)
    await expectAlignedLadder(manifest, outputFolder)
  })
})

describe('captions of a real file', () => {
  it('are read whole', async () => {
    const cues = parseCaptions(await readFile(demoClip('subtitles_en.vtt')))
    expect(cues.map(({ startSeconds, text }) => [startSeconds, text])).toEqual([
      [2.01, 'This is the first subtitle.'],
      [5.739, 'This is the second.'],
      [6.901, 'And this is the third!'],
    ])
  })
})

describe('transcoding a sound', patient, () => {
  it.each(['audio', 'audioWithCover'] as const)('makes two qualities and no poster of %s', async (source) => {
    await using folder = await temporaryFolder()
    await makeSource[source](folder.file('source.mp3'))
    const { manifest, percents } = await transcode(folder, folder.file('source.mp3'))
    expect(manifest).toMatchObject({ kind: 'AUDIO', poster: null })
    expect(manifest.renditions.map(({ name, codecs }) => [name, ...codecs])).toEqual([
      ['audio-128k', 'mp4a.40.2'],
      ['audio-64k', 'mp4a.40.2'],
    ])
    expect(percents.at(-1)).toBe(100)
    for (const { segments } of manifest.renditions) {
      for (const { durationSeconds } of segments.slice(0, -1)) expect(durationSeconds).toBeCloseTo(2, 1)
    }
  })
})

function parse(text: string): Parser['manifest'] {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest
}
