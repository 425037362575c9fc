/** How often and how soon; the defaults are for production, tests shorten them. */
export interface DeliveryTiming {
  /** The longest an event waits when its wake-up was lost. @default 2_000 */
  readonly relayPollMs?: number
  /** The pause between two rounds of the reconciler. @default 30_000 */
  readonly reconcileIntervalMs?: number
  /** How long ago an event was published before the reconciler looks at it. @default 30_000 */
  readonly settleAfterMs?: number
}
