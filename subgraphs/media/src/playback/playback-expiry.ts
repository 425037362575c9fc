const minute = 60_000

/** No link lives longer, and so no files of a replaced version are needed longer. */
export const longestPlaybackMilliseconds = 12 * 60 * minute
/** A download begins soon after its link was asked for, and a download that has begun goes on. */
export const downloadMilliseconds = 10 * minute

/**
 * How long a playback link holds. A player fetches segments by the link for as long as the film runs, and the playlist of a
 * finished film is never fetched again, so the link cannot be renewed under way: it holds for twice the running time, which
 * leaves room for pauses and going back, at least for ten minutes and at most for half a day.
 */
export function playbackMilliseconds(durationSeconds: number): number {
  return Math.min(Math.max(10 * minute, 2_000 * durationSeconds), longestPlaybackMilliseconds)
}
