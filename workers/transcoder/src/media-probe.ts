/** What a file is, as measured. */
export interface MediaProbe {
  readonly kind: 'VIDEO' | 'AUDIO'
  readonly durationSeconds: number
  readonly video?: VideoStream
  readonly audio?: AudioStream
}

/** The picture that will be shown. */
export interface VideoStream {
  /** Index among all streams of the file. */
  readonly index: number
  readonly codec: string
  /** Size as stored, in pixels of any shape. */
  readonly width: number
  readonly height: number
  /** Size as seen: square pixels, turned upright. */
  readonly displayWidth: number
  readonly displayHeight: number
  readonly frameRate: FrameRate
  readonly isVariableFrameRate: boolean
  readonly isInterlaced: boolean
  /** How long the picture must stand still until the sound ends. */
  readonly missingTailSeconds: number
}

/** Frames per second as an exact fraction, for example 30000/1001. */
export interface FrameRate {
  readonly numerator: number
  readonly denominator: number
}

/** The sound that will be heard. */
export interface AudioStream {
  readonly index: number
  readonly codec: string
  readonly channels: number
  readonly sampleRate: number
}
