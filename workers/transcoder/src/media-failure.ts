/** Stable codes of what can go wrong with a media file. Programs compare them; they are never renamed. */
export type MediaFailureReason =
  | 'UNSUPPORTED_FORMAT'
  | 'CORRUPT_MEDIA'
  | 'TRUNCATED_MEDIA'
  | 'NO_PLAYABLE_STREAM'
  | 'TOO_LONG'
  | 'TOO_MANY_PIXELS'
  | 'TOO_MANY_STREAMS'
  | 'FRAME_RATE_TOO_HIGH'
  | 'RESOURCE_LIMIT_EXCEEDED'
  | 'INVALID_CAPTIONS'
  | 'TIMED_OUT'
  | 'ENCODER_UNAVAILABLE'
  | 'ENCODER_FAILED'

const transientReasons: ReadonlySet<MediaFailureReason> = new Set([
  'TIMED_OUT',
  'ENCODER_UNAVAILABLE',
  'ENCODER_FAILED',
])

/** A media file, or the machine, that did not do. `message` says what a person can do about it. */
export class MediaFailure extends Error {
  override readonly name = 'MediaFailure'
  readonly reason: MediaFailureReason
  /** True when the same bytes will fail again, so that a further attempt is wasted. */
  readonly isPermanent: boolean

  constructor(reason: MediaFailureReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
    this.isPermanent = !transientReasons.has(reason)
  }
}
