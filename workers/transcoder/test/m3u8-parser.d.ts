declare module 'm3u8-parser' {
  export class Parser {
    push(text: string): void
    end(): void
    readonly manifest: {
      readonly independentSegments?: boolean
      readonly endList?: boolean
      readonly targetDuration?: number
      readonly segments: { uri: string; duration: number }[]
      readonly playlists?: {
        uri: string
        attributes: {
          BANDWIDTH: number
          'AVERAGE-BANDWIDTH'?: number
          CODECS: string
          RESOLUTION?: { width: number; height: number }
          'FRAME-RATE'?: number
        }
      }[]
      readonly mediaGroups?: {
        /** By group, then by name. */
        readonly SUBTITLES: Readonly<
          Record<string, Readonly<Record<string, { uri: string; language: string }>>>
        >
      }
    }
  }
}
