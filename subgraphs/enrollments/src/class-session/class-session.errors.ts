import { BasicUserError, UserErrorCode } from '@lyceum/kit'

export function sessionCancelled(): BasicUserError {
  return new BasicUserError(UserErrorCode.CLASS_SESSION_CANCELLED, 'This session was called off', [
    'input',
    'classSessionId',
  ])
}
