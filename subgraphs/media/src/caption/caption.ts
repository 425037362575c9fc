/** Captions of an asset in one language. */
export interface CaptionRecord {
  readonly id: string
  readonly assetId: string
  /** BCP 47. */
  readonly language: string
  readonly label: string
  /** As we wrote it after parsing what came. */
  readonly webVtt: string
}
