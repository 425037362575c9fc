/** Somebody else's reader of HLS playlists. */
export interface HlsReader {
  /** Its npm package. */
  readonly name: string
  readMaster(text: string, url: string): MasterPlaylist
  readMedia(text: string, url: string): MediaPlaylist
}

/** What a player chooses by. */
export interface MasterPlaylist {
  readonly variants: readonly Variant[]
  readonly captions: readonly CaptionTrack[]
  /** Null when the reader does not say. */
  readonly hasIndependentSegments: boolean | null
}

export interface Variant {
  readonly url: string
  /** Bits a second. */
  readonly bandwidth: number
  readonly averageBandwidth: number
  readonly codecs: readonly string[]
  readonly width: number
  readonly height: number
  readonly frameRate: number
}

export interface CaptionTrack {
  readonly url: string
  readonly name: string
  /** BCP 47. */
  readonly language: string
}

export interface MediaPlaylist {
  /** Whether nothing will be added. */
  readonly isWhole: boolean
  readonly targetDurationSeconds: number
  readonly segments: readonly { readonly url: string; readonly durationSeconds: number }[]
  /** Null when the reader does not say. */
  readonly hasIndependentSegments: boolean | null
}
