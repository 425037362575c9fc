import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/certificates'
import type { PrismaClient } from '@lyceum/prisma/certificates'

import type { CertificateContent, EditionRecord, IssuedCertificate, RevocationKind } from './certificate.ts'

export type CertificateRepository = ReturnType<typeof createCertificateRepository>

/** What of an edition is decided before it is written. */
export type NewEdition = Pick<EditionRecord, 'code' | 'content' | 'badge' | 'statusIndex' | 'issuedAt'> & {
  readonly certificateId: string
  readonly number: number
  readonly reason: string | null
  readonly issuedBy: string | null
}

export interface NewCertificate {
  readonly userId: string
  readonly courseId: string
  readonly enrollmentId: string
  readonly serialYear: number
  readonly serialNumber: number
}

export interface Revocation {
  readonly kind: RevocationKind
  readonly reason: string
  readonly by: string | null
  readonly at: Date
}

type Client = Pick<PrismaClient, 'certificate' | 'edition' | '$queryRaw' | '$executeRaw'>

export function createCertificateRepository(client: Client) {
  /** Certificates by a condition on `c`, each with its current edition, by one statement. */
  async function list(condition: Prisma.Sql): Promise<IssuedCertificate[]> {
    const rows = await client.$queryRaw<CertificateRow[]>`
      SELECT ${certificateColumns}, ${editionColumns} FROM certificates.certificate AS c
      JOIN certificates.edition AS e ON e.certificate_id = c.id AND e.number = c.edition_number
      WHERE ${condition}`
    return rows.map(toCertificate)
  }

  return {
    findByIds: (ids: readonly string[]) => list(Prisma.sql`c.id = ANY(${ids.filter(isId)}::uuid[])`),

    findByEnrollments: (ids: readonly string[]) =>
      list(Prisma.sql`c.enrollment_id = ANY(${ids.filter(isId)}::uuid[])`),

    /** Nobody else changes the certificate before the transaction ends. */
    async lock(condition: { readonly id: string } | LearnerInCourse): Promise<IssuedCertificate | null> {
      const where =
        'id' in condition
          ? Prisma.sql`id = ${condition.id}::uuid`
          : Prisma.sql`user_id = ${condition.userId}::uuid AND course_id = ${condition.courseId}::uuid`
      const [locked] = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM certificates.certificate WHERE ${where} FOR UPDATE`
      if (locked === undefined) return null
      const [certificate] = await list(Prisma.sql`c.id = ${locked.id}::uuid`)
      return certificate ?? null
    },

    /** The same page of each of many people, newest first, by one statement. */
    async listPages(userIds: readonly string[], page: PageRequest): Promise<IssuedCertificate[]> {
      const [before = null] = page.after ?? []
      if (before !== null && !isId(before)) return []
      const rows = await client.$queryRaw<CertificateRow[]>`
        SELECT ${certificateColumns}, ${editionColumns}
        FROM unnest(${userIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM certificates.certificate
          WHERE user_id = owner.id AND (${before}::uuid IS NULL OR certificate.id < ${before}::uuid)
          ORDER BY certificate.id DESC LIMIT ${page.first + 1}
        ) AS c
        JOIN certificates.edition AS e ON e.certificate_id = c.id AND e.number = c.edition_number
        ORDER BY c.id DESC`
      return rows.map(toCertificate)
    },

    /** The edition of a code and its certificate, whose current edition may be another. */
    async findByCode(
      code: string,
    ): Promise<{ certificate: IssuedCertificate; edition: EditionRecord } | null> {
      const edition = await client.edition.findUnique({ where: { code } })
      if (edition === null) return null
      const [certificate] = await list(Prisma.sql`c.id = ${edition.certificateId}::uuid`)
      return certificate === undefined ? null : { certificate, edition: toEdition(edition) }
    },

    async listEditions(certificateIds: readonly string[]): Promise<EditionRecord[]> {
      const rows = await client.edition.findMany({
        where: { certificateId: { in: [...certificateIds] } },
        orderBy: { number: 'asc' },
      })
      return rows.map(toEdition)
    },

    /** The next serial number of a year: given back when the transaction is, so that none is left out. */
    async takeSerialNumber(year: number): Promise<number> {
      const [counter] = await client.$queryRaw<{ number: number }[]>`
        INSERT INTO certificates.serial_counter AS counter (year, last_number) VALUES (${year}, 1)
        ON CONFLICT (year) DO UPDATE SET last_number = counter.last_number + 1
        RETURNING last_number AS number`
      if (counter === undefined) throw new Error(`No serial number was given for ${year}`)
      return counter.number
    },

    /** A place in the status list that nobody else has; places of failed transactions stay empty. */
    async takeStatusIndex(): Promise<bigint> {
      const [taken] = await client.$queryRaw<{ index: bigint }[]>`
        SELECT nextval(pg_get_serial_sequence('certificates.edition', 'status_index')) AS index`
      if (taken === undefined) throw new Error('No place in the status list was given')
      return taken.index
    },

    async insert(certificate: NewCertificate): Promise<{ readonly id: string; readonly version: bigint }> {
      return await client.certificate.create({ data: certificate, select: { id: true, version: true } })
    },

    async insertEdition(edition: NewEdition): Promise<EditionRecord> {
      const { signatories, ...fields } = edition.content
      const content = { ...fields, signatories: signatories.map((signatory) => ({ ...signatory })) }
      return toEdition(await client.edition.create({ data: { ...edition, content } }))
    },

    /** Makes a later edition the current one, for an enrolment, and takes a revocation back. */
    async switchEdition(id: string, editionNumber: number, enrollmentId: string): Promise<bigint> {
      const { version } = await client.certificate.update({
        where: { id },
        data: {
          editionNumber,
          enrollmentId,
          revocation: null,
          revocationReason: null,
          revokedBy: null,
          revokedAt: null,
          version: { increment: 1 },
        },
      })
      return version
    },

    async endEditions(certificateId: string, now: Date): Promise<void> {
      await client.edition.updateMany({ where: { certificateId, endedAt: null }, data: { endedAt: now } })
    },

    async revoke(id: string, { kind, reason, by, at }: Revocation): Promise<void> {
      await client.certificate.update({
        where: { id },
        data: {
          revocation: kind,
          revocationReason: reason,
          revokedBy: by,
          revokedAt: at,
          version: { increment: 1 },
        },
      })
    },

    /** The places of ended editions in one stretch of the status list. */
    async listEndedIndexes(from: bigint, below: bigint): Promise<bigint[]> {
      const rows = await client.$queryRaw<{ index: bigint }[]>`
        SELECT status_index AS index FROM certificates.edition
        WHERE ended_at IS NOT NULL AND status_index >= ${from} AND status_index < ${below}`
      return rows.map(({ index }) => index)
    },
  }
}

/** A person in a course. */
export interface LearnerInCourse {
  readonly userId: string
  readonly courseId: string
}

const certificateColumns = Prisma.sql`
  c.id, c.user_id AS "userId", c.course_id AS "courseId", c.enrollment_id AS "enrollmentId",
  c.serial_year AS "serialYear", c.serial_number AS "serialNumber", c.edition_number AS "editionNumber", c.revocation,
  c.revocation_reason AS "revocationReason", c.revoked_at AS "revokedAt", c.version`
const editionColumns = Prisma.sql`
  e.id AS "editionId", e.code, e.content, e.badge, e.status_index AS "statusIndex", e.issued_at AS "issuedAt",
  e.reason, e.ended_at AS "endedAt"`

type CertificateRow = Omit<IssuedCertificate, 'edition'> &
  Omit<EditionRecord, 'id' | 'certificateId' | 'number'> & { readonly editionId: string }

function toCertificate(row: CertificateRow): IssuedCertificate {
  const { editionId, code, content, badge, statusIndex, issuedAt, reason, endedAt, ...certificate } = row
  const { id: certificateId, editionNumber: number } = certificate
  const edition = {
    id: editionId,
    certificateId,
    number,
    code,
    content,
    badge,
    statusIndex,
    issuedAt,
    reason,
    endedAt,
  }
  return { ...certificate, edition }
}

function toEdition(row: Omit<EditionRecord, 'content'> & { readonly content: unknown }): EditionRecord {
  return { ...row, content: row.content as CertificateContent }
}
