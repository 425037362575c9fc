export enum VideoProvider {
  YOUTUBE = 'YOUTUBE',
  DAILYMOTION = 'DAILYMOTION',
  VIMEO = 'VIMEO',
}

/** A video at a provider that we embed; every part of it has been checked, so that URLs can be made of it. */
export interface ExternalVideoRecord {
  readonly provider: VideoProvider
  readonly videoId: string
  /** What an unlisted Vimeo video needs besides its id. */
  readonly key: string | null
}

const idPatterns: Readonly<Record<VideoProvider, RegExp>> = {
  [VideoProvider.VIMEO]: /^\d{6,10}$/,
  [VideoProvider.DAILYMOTION]: /^[xk][a-zA-Z0-9]{5,19}$/,
  [VideoProvider.YOUTUBE]: /^[\w-]{11}$/,
}

/** What an id that comes alone may look like: no text matches two of these. */
const bareIdPatterns: Readonly<Record<VideoProvider, RegExp>> = {
  ...idPatterns,
  [VideoProvider.DAILYMOTION]: /^x[a-z0-9]{5,7}$/,
}

const vimeoKeyPattern = /^[0-9a-f]{8,16}$/

/** Reads the address of a video at YouTube, Dailymotion or Vimeo, or its bare id. Null when it is none. Fetches nothing. */
export function parseExternalVideo(text: string): ExternalVideoRecord | null {
  const video = text.trim()
  return readBareId(video) ?? readUrl(video)
}

/** The address of the provider's player, in its most private form. */
export function toEmbedUrl({ provider, videoId, key }: ExternalVideoRecord): string {
  switch (provider) {
    case VideoProvider.YOUTUBE:
      return `https://www.youtube-nocookie.com/embed/${videoId}`
    case VideoProvider.DAILYMOTION:
      return `https://www.dailymotion.com/embed/video/${videoId}`
    case VideoProvider.VIMEO:
      return `https://player.vimeo.com/video/${videoId}?dnt=1${key === null ? '' : `&h=${key}`}`
  }
}

function readBareId(text: string): ExternalVideoRecord | null {
  const provider = Object.values(VideoProvider).find((candidate) => bareIdPatterns[candidate].test(text))
  return provider === undefined ? null : { provider, videoId: text, key: null }
}

function readUrl(text: string): ExternalVideoRecord | null {
  const address = /^[\w.-]+\//.test(text) ? `https://${text}` : text
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !isPlain(url)) return null
  const host = url.hostname.replace(/^(www|m|music)\./, '')
  const path = url.pathname.split('/').filter((part) => part !== '')
  const video = readPath(host, path, url.searchParams)
  return video !== null && idPatterns[video.provider].test(video.videoId) ? video : null
}

function isPlain(url: URL): boolean {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' && url.port === ''
}

function readPath(
  host: string,
  path: readonly string[],
  parameters: URLSearchParams,
): ExternalVideoRecord | null {
  switch (host) {
    case 'youtube.com':
    case 'youtube-nocookie.com':
      return toVideo(VideoProvider.YOUTUBE, path[0] === 'watch' ? parameters.get('v') : readYouTube(path))
    case 'youtu.be':
      return toVideo(VideoProvider.YOUTUBE, path[0])
    case 'dailymotion.com':
      return toVideo(VideoProvider.DAILYMOTION, readDailymotion(path))
    case 'geo.dailymotion.com':
      return toVideo(VideoProvider.DAILYMOTION, parameters.get('video'))
    case 'dai.ly':
      return toVideo(VideoProvider.DAILYMOTION, path[0])
    case 'vimeo.com':
    case 'player.vimeo.com':
      return readVimeo(path, parameters)
    default:
      return null
  }
}

function toVideo(provider: VideoProvider, videoId: string | null | undefined): ExternalVideoRecord | null {
  return videoId == null ? null : { provider, videoId, key: null }
}

function readYouTube([folder, videoId]: readonly string[]): string | undefined {
  return ['embed', 'shorts', 'live', 'v'].includes(folder ?? '') ? videoId : undefined
}

/** `video/x8abcde_a-title`, `embed/video/x8abcde`. */
function readDailymotion(path: readonly string[]): string | undefined {
  const [folder, name] = path[0] === 'embed' ? path.slice(1) : path
  return folder === 'video' ? name?.replace(/_.*/, '') : undefined
}

/** `76979871`, `76979871/0123abcdef`, `video/76979871?h=0123abcdef`, `channels/staffpicks/76979871`, `groups/x/videos/76979871`. */
function readVimeo(path: readonly string[], parameters: URLSearchParams): ExternalVideoRecord | null {
  const index = path.findIndex((part) => idPatterns[VideoProvider.VIMEO].test(part))
  const videoId = path[index]
  if (videoId === undefined) return null
  const key = parameters.get('h') ?? path[index + 1] ?? null
  if (key !== null && !vimeoKeyPattern.test(key)) return null
  return { provider: VideoProvider.VIMEO, videoId, key }
}
