import { z } from 'zod'

const fileSchema = z.object({
  /** Relative to the ladder's folder, with forward slashes. */
  file: z.string().regex(/^[\w-]+(\/[\w-]+)?\.\w+$/),
  bytes: z.number().int().positive(),
})

const pictureSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Frames per second, at most three decimals. */
  frameRate: z.number().positive(),
})

const renditionSchema = z.object({
  name: z.string(),
  playlist: fileSchema,
  segments: z.array(fileSchema.extend({ durationSeconds: z.number().nonnegative() })).min(1),
  codecs: z.array(z.string()).min(1),
  /** Bits per second of the worst stretch, as measured (RFC 8216 section 4.1). */
  peakBandwidth: z.number().int().positive(),
  /** Bits per second over all, as measured. */
  averageBandwidth: z.number().int().positive(),
  /** Null for sound alone. */
  picture: pictureSchema.nullable(),
})

const posterSchema = fileSchema.extend({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})

/** The schema of `LadderManifest`, for whoever stores it as JSON. */
export const ladderManifestSchema = z.object({
  kind: z.enum(['VIDEO', 'AUDIO']),
  /** Running time of the source. */
  durationSeconds: z.number().positive(),
  /** The time stamp of the first frame in the segments, in ticks of 90 kHz: captions are tied to it. */
  mpegTsStart: z.number().int().nonnegative(),
  /** Best first. */
  renditions: z.array(renditionSchema).min(1),
  poster: posterSchema.nullable(),
})

/** All that a finished ladder is, as data: playlists are rendered from it per viewer, with signed addresses. */
export type LadderManifest = z.infer<typeof ladderManifestSchema>

/** One quality, as measured. */
export type Rendition = z.infer<typeof renditionSchema>

/** A still picture of the first second. */
export type Poster = z.infer<typeof posterSchema>

/** Every file of a ladder with its size: what must be published, and nothing else. */
export function listLadderFiles({ renditions, poster }: LadderManifest): { file: string; bytes: number }[] {
  const files = renditions.flatMap(({ playlist, segments }) => [playlist, ...segments])
  return [...files, ...(poster ? [poster] : [])].map(({ file, bytes }) => ({ file, bytes }))
}
