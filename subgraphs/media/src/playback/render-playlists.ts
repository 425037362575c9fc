import {
  parseCaptions,
  renderCaptionPlaylist,
  renderCaptions,
  renderMasterPlaylist,
  renderMediaPlaylist,
} from '@lyceum/transcoder/hls'
import type { LadderManifest } from '@lyceum/transcoder/hls'

import type { CaptionRecord } from '../caption/caption.ts'

const captionPath = /^captions\/([A-Za-z0-9-]{1,35})\/(index\.m3u8|captions\.vtt)$/

/** A text that is made for the request. */
export interface RenderedFile {
  readonly contentType: string
  readonly text: string
}

/**
 * The playlists and captions of a ladder; null for any other path. Every address in them is relative, so it stays behind the
 * token of the address that it was fetched from.
 */
export function renderLadderText(
  path: string,
  manifest: LadderManifest,
  captions: readonly CaptionRecord[],
): RenderedFile | null {
  if (path === 'master.m3u8') return toPlaylist(renderMaster(manifest, captions))
  const rendition = manifest.renditions.find(({ playlist }) => playlist.file === path)
  if (rendition !== undefined) return toPlaylist(renderMediaPlaylist(rendition, toSibling))
  const [, language, file] = captionPath.exec(path) ?? []
  const caption = captions.find((candidate) => candidate.language === language)
  if (caption === undefined) return null
  if (file === 'index.m3u8') {
    const { durationSeconds } = manifest
    return toPlaylist(renderCaptionPlaylist({ durationSeconds, segmentUri: 'captions.vtt' }))
  }
  const { mpegTsStart } = manifest
  const text = renderCaptions(parseCaptions(Buffer.from(caption.webVtt)), { mpegTsStart })
  return { contentType: 'text/vtt; charset=utf-8', text }
}

function renderMaster({ renditions }: LadderManifest, captions: readonly CaptionRecord[]): string {
  return renderMasterPlaylist({
    renditions,
    captions: captions.map(({ language, label }) => ({
      language,
      name: label,
      uri: `captions/${language}/index.m3u8`,
    })),
  })
}

/** Segments lie beside their playlist. */
function toSibling(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

function toPlaylist(text: string): RenderedFile {
  return { contentType: 'application/vnd.apple.mpegurl', text }
}
