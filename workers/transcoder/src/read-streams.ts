import { z } from 'zod'

import { runFfprobe } from './run-ffprobe.ts'
import type { MediaLimits } from './media-limits.ts'

const numeric = z.coerce.number().finite().optional().catch(undefined)

const streamSchema = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  sample_aspect_ratio: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  field_order: z.string().optional(),
  duration: numeric,
  channels: z.number().int().optional(),
  sample_rate: numeric,
  disposition: z
    .object({ attached_pic: z.number().optional(), still_image: z.number().optional() })
    .optional(),
  side_data_list: z.array(z.looseObject({ rotation: numeric })).optional(),
  tags: z.looseObject({ rotate: numeric }).optional(),
})

const answerSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: z.string().optional(), duration: numeric }).default({}),
})

/** A stream as ffprobe describes it. */
export type ProbedStream = z.infer<typeof streamSchema>

/**
 * Reads the headers of a file.
 * @throws {MediaFailure} when they cannot be read.
 */
export async function readStreams(
  file: string,
  options: { limits: MediaLimits; signal?: AbortSignal | undefined },
) {
  const lines: string[] = []
  await runFfprobe({
    ...options,
    file,
    arguments: ['-show_streams', '-show_format', '-of', 'json'],
    onLine: (line) => lines.push(line),
  })
  return answerSchema.parse(JSON.parse(lines.join('\n')))
}
