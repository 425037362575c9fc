import type { CertificateContent } from '../certificate/certificate.ts'
import { credentialContext } from './issuer.ts'
import type { Issuer } from './issuer.ts'
import { locateStatus } from './status-list.ts'

/** What a badge is about. */
export interface BadgeClaims {
  readonly code: string
  readonly userId: string
  readonly courseId: string
  readonly serial: string
  readonly content: CertificateContent
  readonly statusIndex: bigint
  readonly issuedAt: Date
}

const schemaAddress =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'

/**
 * An Open Badges 3.0 AchievementCredential as a JWT: the credential's own members are the payload, beside the registered
 * claims that repeat its issuer, id, times and subject (section "JSON Web Token Proof Format").
 */
export async function signBadge(issuer: Issuer, claims: BadgeClaims): Promise<string> {
  const { code, content, issuedAt } = claims
  const id = issuer.addressOf(code)
  const issuedAtSeconds = Math.floor(issuedAt.getTime() / 1_000)
  const validFrom = toIsoSeconds(issuedAt)
  const subjectId = `urn:uuid:${claims.userId}`
  return await issuer.sign({
    '@context': credentialContext,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: content.courseTitle,
    issuer: { id: issuer.id(), type: ['Profile'], name: content.issuerName },
    validFrom,
    awardedDate: toIsoSeconds(new Date(content.completedAt)),
    credentialSubject: {
      id: subjectId,
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          identityHash: content.holderName,
          identityType: 'name',
          hashed: false,
        },
      ],
      achievement: describeAchievement(claims),
      ...(content.scorePercent !== null && {
        result: [
          {
            type: ['Result'],
            resultDescription: resultId(claims),
            value: content.scorePercent,
          },
        ],
      }),
    },
    credentialStatus: locateStatus(issuer, claims.statusIndex),
    credentialSchema: [{ id: schemaAddress, type: '1EdTechJsonSchemaValidator2019' }],
    iss: issuer.id(),
    jti: id,
    nbf: issuedAtSeconds,
    sub: subjectId,
  })
}

function describeAchievement(claims: BadgeClaims): object {
  const { content, courseId, serial } = claims
  return {
    id: `urn:uuid:${courseId}`,
    type: ['Achievement'],
    achievementType: 'CertificateOfCompletion',
    name: content.courseTitle,
    description: `Certificate ${serial} for the course “${content.courseTitle}”.`,
    criteria: { narrative: 'Every lecture was completed and every required assessment was passed.' },
    ...(content.scorePercent !== null && {
      resultDescription: [
        {
          id: resultId(claims),
          type: ['ResultDescription'],
          name: 'Score',
          resultType: 'Percent',
          valueMin: '0',
          valueMax: '100',
        },
      ],
    }),
  }
}

function resultId({ courseId }: BadgeClaims): string {
  return `urn:uuid:${courseId}#score`
}

/** The claims count whole seconds; the members that they repeat say the same moment. */
function toIsoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
