import { eventually } from '@lyceum/testkit'

import type { Database } from './open-database.ts'

/** A statement before which the platform can be held: what it did before is done, this and what follows is not. */
export interface HoldPoint {
  /** Also the name of a trigger: small letters and underscores. */
  readonly name: string
  /** With its schema. */
  readonly table: string
  readonly operation: 'INSERT' | 'UPDATE'
  /** Of which rows, in SQL about `NEW` and `OLD`. */
  readonly when: string
}

/** A started platform comes to its next step within seconds; on a machine that does ten other things it takes longer. */
const patience = { withinMilliseconds: 120_000, everyMilliseconds: 50 } as const

/** The event of a type is being noted as handed over. */
export const handedOver = (type: string) =>
  `NEW.type = '${type}' AND NEW.published_at IS NOT NULL AND OLD.published_at IS NULL`

/** Teaches the database to hold at points. The platform knows nothing of it. */
export async function prepareHolding({ rows }: Database, points: readonly HoldPoint[]): Promise<void> {
  await rows('CREATE SCHEMA hold')
  await rows('CREATE TABLE hold.point (name text PRIMARY KEY)')
  // Each statement of the loop looks anew, so a hold ends when its row goes.
  await rows(`CREATE FUNCTION hold.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    WHILE EXISTS (SELECT FROM hold.point WHERE name = TG_NAME) LOOP
      PERFORM set_config('application_name', TG_NAME, true);
      PERFORM pg_sleep(0.01);
    END LOOP;
    RETURN NEW; END $$`)
  for (const { name, table, operation, when } of points) {
    await rows(
      `CREATE TRIGGER ${name} BEFORE ${operation} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION hold.wait()`,
    )
  }
}

/** From now on the platform is held at these points, over every restart. */
export async function holdAt({ rows }: Database, points: readonly HoldPoint[]): Promise<void> {
  await rows('INSERT INTO hold.point SELECT unnest($1::text[])', [namesOf(points)])
}

/** Waits until the platform stands at all these points. */
export async function untilHeld({ rows }: Database, points: readonly HoldPoint[]): Promise<void> {
  await eventually(async () => {
    const held = await rows<{ name: string }>(
      'SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE application_name = ANY($1)',
      [namesOf(points)],
    )
    const missing = namesOf(points).filter((name) => !held.some((one) => one.name === name))
    if (missing.length > 0) throw new Error(`Nobody came to ${missing.join(', ')}`)
  }, patience)
}

/** Ends every statement that is held, as the death of its client does, and lets the next ones pass these points. */
export async function letPass({ rows }: Database, points: readonly HoldPoint[]): Promise<void> {
  await rows(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE application_name IN (SELECT hold.point.name FROM hold.point)`,
  )
  await rows('DELETE FROM hold.point WHERE name = ANY($1)', [namesOf(points)])
}

/** Ends every claim of a dead process on what it was doing, as the next half minute would. */
export async function expireClaims({ rows }: Database): Promise<void> {
  await rows('UPDATE payments.webhook_delivery SET next_attempt_at = now() WHERE processed_at IS NULL')
  await rows('UPDATE payments.order SET check_at = now() WHERE check_at IS NOT NULL')
  // A job goes on when its lock has run out and two looks, ten seconds apart, have found it so.
  await rows(`UPDATE bullmq.job SET locked_until_ms = 0, stalled_marked = true WHERE state = 'active'`)
  await rows(`DELETE FROM bullmq.meta WHERE field = 'stalled-check'`)
}

function namesOf(points: readonly HoldPoint[]): readonly string[] {
  return points.map(({ name }) => name)
}
