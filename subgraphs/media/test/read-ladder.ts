import { Parser } from 'm3u8-parser'
import { expect } from 'vitest'

/** A file of a ladder as it was answered. */
export interface LadderFile {
  /** From the folder of the master playlist. */
  readonly path: string
  readonly contentType: string
  readonly bytes: Buffer
}

/** The segments of every variant, fetched as a player finds them. */
export async function readSegments(masterUrl: string): Promise<readonly LadderFile[]> {
  const segments: LadderFile[] = []
  const variants = readPlaylist(await fetchFile(masterUrl, masterUrl)).playlists ?? []
  expect(variants.length).toBeGreaterThan(1)
  for (const { uri } of variants) {
    const playlistUrl = new URL(uri, masterUrl).href
    const playlist = readPlaylist(await fetchFile(playlistUrl, masterUrl))
    expect(playlist.endList).toBe(true)
    for (const segment of playlist.segments) {
      segments.push(await fetchFile(new URL(segment.uri, playlistUrl).href, masterUrl))
    }
  }
  return segments
}

/** A file beside a master playlist, or below it. */
export async function fetchFile(url: string, masterUrl: string): Promise<LadderFile> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return {
    path: url.slice(masterUrl.lastIndexOf('/') + 1),
    contentType: response.headers.get('content-type') ?? '',
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

function readPlaylist({ bytes, contentType }: LadderFile) {
  expect(contentType).toContain('mpegurl')
  const parser = new Parser()
  parser.push(bytes.toString())
  parser.end()
  return parser.manifest
}
