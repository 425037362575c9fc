/**
 * Arguments that stand before every untrusted input. The whitelist of formats is what keeps playlists (HLS, DASH, ffconcat)
 * that carry an innocent name from opening other files: the whitelist of protocols alone does not.
 */
export const inputGuards = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'mov,matroska,webm,avi,mpegts,mp3,wav,ogg,flac,aac',
  '-max_alloc',
  String(512 * 1024 ** 2),
] as const
