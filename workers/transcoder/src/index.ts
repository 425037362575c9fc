/** Makes of uploaded video and audio what a browser can stream. */
export {
  type CaptionTrack,
  type MasterPlaylistOptions,
  renderMasterPlaylist,
  renderMediaPlaylist,
} from './write-master-playlist.ts'
export { renderCaptionPlaylist, renderCaptions } from './caption-playlist.ts'
export type { EncoderPreset } from './encode-ladder.ts'
export { type FfmpegAvailability, findFfmpeg } from './find-ffmpeg.ts'
export {
  type LadderManifest,
  ladderManifestSchema,
  listLadderFiles,
  type Poster,
  type Rendition,
} from './ladder-manifest.ts'
export { MediaFailure, type MediaFailureReason } from './media-failure.ts'
export { defaultMediaLimits, type MediaLimits } from './media-limits.ts'
export type { AudioStream, FrameRate, MediaProbe, VideoStream } from './media-probe.ts'
export { type Cue, maxCaptionBytes, parseCaptions } from './parse-captions.ts'
export { probeMedia, type ProbeOptions } from './probe-media.ts'
export { transcodeMedia, type TranscodeOptions } from './transcode.ts'
export {
  createTranscoder,
  type Transcoder,
  type TranscoderOptions,
  type TranscoderTiming,
} from './transcoder.ts'
