import type { MediaKind } from '../asset/media-asset.ts'

interface FileRule {
  /** What a client may say the file is. */
  readonly contentType: RegExp
  /** What it must turn out to be, as `file-type` names it by content. */
  readonly extensions: ReadonlySet<string>
  /** For people. */
  readonly accepted: string
}

const containers = 'mp4 mov m4v 3gp 3g2 mkv webm avi mts ogv'.split(' ')
const sounds = 'mp3 mp2 m4a m4b f4a wav ogg oga ogv opus flac aac mka'.split(' ')

/** Files without a type of their own are sent as this by browsers. */
const unknownType = 'application/octet-stream'

/** What each kind of asset may be. The transcoder probes video and audio further. */
export const fileRules: Readonly<Record<MediaKind, FileRule>> = {
  VIDEO: {
    contentType: new RegExp(`^(video/[a-z0-9.+-]+|${unknownType})$`),
    extensions: new Set([...containers, 'ogg']),
    accepted: 'an MP4, MOV, WebM, MKV or AVI file',
  },
  AUDIO: {
    contentType: new RegExp(`^(audio/[a-z0-9.+-]+|video/(mp4|webm)|${unknownType})$`),
    extensions: new Set([...sounds, 'mp4', 'mkv', 'webm']),
    accepted: 'an MP3, M4A, WAV, OGG or FLAC file',
  },
  IMAGE: {
    contentType: /^image\/(png|jpeg|webp)$/,
    extensions: new Set(['png', 'jpg', 'webp']),
    accepted: 'a PNG, JPEG or WebP picture',
  },
  DOCUMENT: {
    contentType: /^(application\/pdf|text\/plain|image\/(png|jpeg|webp))$/,
    extensions: new Set(['pdf', 'png', 'jpg', 'webp', 'txt']),
    accepted: 'a PDF, a plain text in UTF-8, or a PNG, JPEG or WebP picture',
  },
}
