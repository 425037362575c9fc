import { readFile } from 'node:fs/promises'

import { AddCaptions, present, succeeded } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestPlatform } from '../harness/test-platform.ts'
import type { TestPlatform } from '../harness/test-platform.ts'
import { uploadVideo } from '../harness/upload.ts'
import { AssetPlayback } from '../operations.ts'
import { hlsJsReader } from './hls/hls-js-reader.ts'
import { hlsParserReader } from './hls/hls-parser-reader.ts'
import { m3u8ParserReader } from './hls/m3u8-parser-reader.ts'
import { reportCounts } from './report-counts.ts'

const readers = [m3u8ParserReader, hlsParserReader, hlsJsReader]

let platform: TestPlatform
/** The address of the master playlist, and every text by its address. */
let masterUrl: string
let texts: ReadonlyMap<string, string>
beforeAll(async () => {
  platform = await startTestPlatform()
  masterUrl = await publishClip()
  texts = await fetchPlaylists()
}, 120_000)
afterAll(() => platform[Symbol.asyncDispose]())

/** A clip of 7.8 seconds, 720 x 480 at 30 pictures a second, with sound and English captions. */
async function publishClip(): Promise<string> {
  const media = new URL('../../apps/all-in-one/demo/media/', import.meta.url)
  const instructor = await platform.instructor()
  const assetId = await uploadVideo(instructor, await readFile(new URL('rabbit.mp4', media)))
  const webVtt = await readFile(new URL('subtitles_en.vtt', media), 'utf8')
  const captions = { assetId, language: 'en', label: 'English', webVtt }
  succeeded((await instructor.execute(AddCaptions, { input: captions })).addCaptions)
  return eventually(
    async () => {
      const { mediaAsset } = await instructor.execute(AssetPlayback, { id: assetId })
      return present(mediaAsset?.playback, 'playback').masterPlaylistUrl
    },
    { withinMilliseconds: 90_000 },
  )
}

/** Follows the master playlist as m3u8-parser reads it; whoever reads other addresses misses a text below. */
async function fetchPlaylists(): Promise<Map<string, string>> {
  const fetched = new Map([[masterUrl, await fetchText(masterUrl)]])
  const { variants, captions } = m3u8ParserReader.readMaster(textOf(masterUrl, fetched), masterUrl)
  for (const { url } of [...variants, ...captions]) fetched.set(url, await fetchText(url))
  return fetched
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return response.text()
}

const textOf = (url: string, among = texts): string => present(among.get(url), `playlist ${url}`)

describe.each(readers)('$name reads of a transcoded clip', (reader) => {
  const readMaster = () => reader.readMaster(textOf(masterUrl), masterUrl)

  it('what a player chooses a rendition by', () => {
    const { variants, captions, hasIndependentSegments } = readMaster()
    expect(variants.map(({ width, height, frameRate }) => [width, height, frameRate])).toEqual([
      [720, 480, 30],
      [540, 360, 30],
      [360, 240, 30],
    ])
    for (const { bandwidth, averageBandwidth, codecs } of variants) {
      expect(codecs).toEqual([expect.stringMatching(/^avc1\.6400[0-9a-f]{2}$/), 'mp4a.40.2'])
      expect(averageBandwidth).toBeGreaterThan(100_000)
      expect(bandwidth).toBeGreaterThanOrEqual(averageBandwidth)
    }
    expect(captions).toMatchObject([{ name: 'English', language: 'en' }])
    expect(hasIndependentSegments).not.toBe(false)
  })

  it('segments of two seconds that every rendition cuts at the same times', () => {
    const ladder = readMaster().variants.map(({ url }) => reader.readMedia(textOf(url), url))
    for (const { isWhole, hasIndependentSegments, targetDurationSeconds, segments } of ladder) {
      expect(isWhole).toBe(true)
      expect(hasIndependentSegments).not.toBe(false)
      expect(targetDurationSeconds).toBe(2)
      const durations = segments.map(({ durationSeconds }) => durationSeconds)
      expect(durations).toEqual([2, 2, 2, 1.8].map((duration): unknown => expect.closeTo(duration, 1)))
    }
  })

  it('captions as one segment as long as the clip', () => {
    const [track] = readMaster().captions
    const { url } = present(track, 'caption track')
    const { isWhole, segments } = reader.readMedia(textOf(url), url)
    expect(isWhole).toBe(true)
    expect(segments).toMatchObject([{ durationSeconds: expect.closeTo(7.8, 1) as number }])
  })

  it('segments that are there', async () => {
    const { variants, captions } = readMaster()
    const segments = [...variants, ...captions].flatMap(
      ({ url }) => reader.readMedia(textOf(url), url).segments,
    )
    for (const { url } of segments) expect((await fetch(url, { method: 'HEAD' })).status, url).toBe(200)
    const counts = `1 master, ${variants.length} variants, ${captions.length} caption track, ${segments.length} segments`
    reportCounts({ suite: `HLS playlists by ${reader.name}`, software: reader.name, counts })
  })
})

it('is read alike by all of them', () => {
  const [reference, ...others] = readers.map((reader) => {
    const { variants, captions } = reader.readMaster(textOf(masterUrl), masterUrl)
    const media = [...variants, ...captions].map(({ url }) => reader.readMedia(textOf(url), url).segments)
    return { variants, captions, media }
  })
  for (const other of others) expect(other).toEqual(reference)
})
