import { defineLiveChannel } from '@lyceum/events'
import { z } from 'zod'

/** Says that a person's feed has grown; a reader looks the rows up. */
export const notificationChannel = defineLiveChannel('notifications', z.object({ sequence: z.string() }))
