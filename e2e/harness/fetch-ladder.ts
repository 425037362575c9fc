import { Parser } from 'm3u8-parser'

/** What a player fetches of a video: how many variants there are, and how many segments in each. */
export interface FetchedLadder {
  readonly variants: number
  readonly segments: readonly number[]
}

/** Fetches the master playlist, every variant and every segment. @throws {Error} for the first that is not there */
export async function fetchLadder(masterPlaylistUrl: string): Promise<FetchedLadder> {
  const master = await fetchPlaylist(masterPlaylistUrl)
  const variants = master.playlists ?? []
  const segments = []
  for (const { uri } of variants) {
    const variantUrl = new URL(uri, masterPlaylistUrl).href
    const variant = await fetchPlaylist(variantUrl)
    for (const segment of variant.segments) await fetchBytes(new URL(segment.uri, variantUrl).href)
    segments.push(variant.segments.length)
  }
  return { variants: variants.length, segments }
}

async function fetchPlaylist(url: string) {
  const parser = new Parser()
  parser.push(new TextDecoder().decode(await fetchBytes(url)))
  parser.end()
  return parser.manifest
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  const bytes = await response.arrayBuffer()
  if (!response.ok || bytes.byteLength === 0) throw new Error(`${url} answers ${response.status}`)
  return bytes
}
