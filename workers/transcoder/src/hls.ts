/** The part of this package that runs no program: what a finished ladder is, and how it is written down for players. */
export {
  type CaptionTrack,
  type MasterPlaylistOptions,
  renderMasterPlaylist,
  renderMediaPlaylist,
} from './write-master-playlist.ts'
export { renderCaptionPlaylist, renderCaptions } from './caption-playlist.ts'
export {
  type LadderManifest,
  ladderManifestSchema,
  listLadderFiles,
  type Poster,
  type Rendition,
} from './ladder-manifest.ts'
export { MediaFailure, type MediaFailureReason } from './media-failure.ts'
export { type Cue, maxCaptionBytes, parseCaptions } from './parse-captions.ts'
