import type { LadderManifest, Rendition } from './ladder-manifest.ts'
import { targetDuration } from './measure-rendition.ts'

/** A language that captions can be read in. */
export interface CaptionTrack {
  /** BCP 47, for example `en` or `pt-BR`. */
  readonly language: string
  /** As a player lists it. */
  readonly name: string
  /** Where its media playlist is. */
  readonly uri: string
  /** Shown without asking. At most one is. @default false */
  readonly isDefault?: boolean
}

/** What a master playlist is rendered from. */
export interface MasterPlaylistOptions {
  readonly renditions: LadderManifest['renditions']
  /** @default none */
  readonly captions?: readonly CaptionTrack[]
  /** Turns a file of the ladder into the address a viewer fetches it from. @default the file's relative path */
  readonly toUri?: (file: string) => string
}

const captionGroup = 'captions'

/** The master playlist of a ladder (RFC 8216 section 4.3.4), best rendition first. Pure: the same manifest serves every viewer. */
export function renderMasterPlaylist(options: MasterPlaylistOptions): string {
  const { renditions, captions = [], toUri = (file) => file } = options
  return toText([
    ...['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS'],
    ...captions.map(captionLine),
    ...renditions.flatMap((rendition) => [
      streamLine(rendition, captions.length > 0),
      toLine(toUri(rendition.playlist.file)),
    ]),
  ])
}

/** The media playlist of one rendition, for whoever gives each segment an address of its own. Equal in meaning to the stored one. */
export function renderMediaPlaylist({ segments }: Rendition, toUri: (file: string) => string): string {
  return toText([
    ...['#EXTM3U', '#EXT-X-VERSION:6', `#EXT-X-TARGETDURATION:${targetDuration(segments)}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    ...segments.flatMap(({ file, durationSeconds }) => [
      `#EXTINF:${durationSeconds.toFixed(6)},`,
      toLine(toUri(file)),
    ]),
    '#EXT-X-ENDLIST',
  ])
}

function captionLine({ language, name, uri, isDefault = false }: CaptionTrack): string {
  const attributes = [
    ...[
      'TYPE=SUBTITLES',
      `GROUP-ID=${quote(captionGroup)}`,
      `NAME=${quote(name)}`,
      `LANGUAGE=${quote(language)}`,
    ],
    ...[`DEFAULT=${isDefault ? 'YES' : 'NO'}`, 'AUTOSELECT=YES', 'FORCED=NO', `URI=${quote(uri)}`],
  ]
  return `#EXT-X-MEDIA:${attributes.join(',')}`
}

function streamLine(rendition: Rendition, hasCaptions: boolean): string {
  const { picture } = rendition
  const attributes = [
    `BANDWIDTH=${rendition.peakBandwidth}`,
    `AVERAGE-BANDWIDTH=${rendition.averageBandwidth}`,
    `CODECS=${quote(rendition.codecs.join(','))}`,
    ...(picture
      ? [`RESOLUTION=${picture.width}x${picture.height}`, `FRAME-RATE=${picture.frameRate.toFixed(3)}`]
      : []),
    ...(hasCaptions ? [`SUBTITLES=${quote(captionGroup)}`] : []),
    // No captions are inside the picture, with or without tracks beside it: without this line players look for them.
    ...(picture ? ['CLOSED-CAPTIONS=NONE'] : []),
  ]
  return `#EXT-X-STREAM-INF:${attributes.join(',')}`
}

/** A quoted-string may hold neither quotes nor line breaks, and knows no escape (RFC 8216 section 4.2). */
function quote(text: string): string {
  return `"${toLine(text).replaceAll('"', "'")}"`
}

function toLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

function toText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
