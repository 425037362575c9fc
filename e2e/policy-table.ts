/**
 * What happens when somebody calls a field:
 *
 * - `allowed`: it is done, or answered.
 * - `null`: what one may not see does not exist.
 * - `UNAUTHENTICATED`, `FORBIDDEN`, `NOT_FOUND`: refused, with this code in `errors`. `NOT_FOUND` where the caller may not even
 *   know that the thing exists, `FORBIDDEN` where they see it and may not change it.
 * - any other code: allowed to ask, and answered with this code in `userErrors`.
 */
export type Outcome =
  | 'allowed'
  | 'null'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MEDIA_NOT_FAILED'
  | 'UPLOAD_INCOMPLETE'

/** Who calls. */
export type Role = 'anonymous' | 'student' | 'other instructor' | 'owner' | 'administrator'

/** Whose the things are: the instructor who made course and files, or the learner who is enrolled and writes notes. */
export type Owner = 'instructor' | 'learner'

type Row = readonly [...outcomes: [Outcome, Outcome, Outcome, Outcome, Outcome], owner: Owner]

const allowed = 'allowed'
const missing = 'null'
const signIn = 'UNAUTHENTICATED'
const forbidden = 'FORBIDDEN'
const notFound = 'NOT_FOUND'

/**
 * Who may do what: every field of the API, by operation type. Where it matters, the course is published ("published"), or a
 * draft ("draft"); `policy-arguments.ts` says with what arguments each field is called.
 */
// prettier-ignore
export const policyTable = {
  Query: {
    //                            anonymous  student    other      owner      administrator, and who the owner is
    whoami:                      [missing,   allowed,   allowed,   allowed,   allowed,   'learner'],
    user:                        [allowed,   allowed,   allowed,   allowed,   allowed,   'learner'],
    users:                       [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],

    allCourses:                  [allowed,   allowed,   allowed,   allowed,   allowed,   'instructor'],
    categories:                  [allowed,   allowed,   allowed,   allowed,   allowed,   'instructor'],
    course:         /* draft */  [missing,   missing,   missing,   allowed,   allowed,   'instructor'],
    courseBySlug:   /* draft */  [missing,   missing,   missing,   allowed,   allowed,   'instructor'],
    program:                     [allowed,   allowed,   allowed,   allowed,   allowed,   'instructor'],
    programs:                    [allowed,   allowed,   allowed,   allowed,   allowed,   'instructor'],

    lecture:        /* draft */  [missing,   missing,   missing,   allowed,   allowed,   'instructor'],

    enrollment:                  [missing,   missing,   missing,   allowed,   allowed,   'learner'],
    enrollments:                 [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    myEnrollments:               [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],

    // Others are told its kind and state; name, size and addresses are null without a grant.
    mediaAsset:                  [allowed,   allowed,   allowed,   allowed,   allowed,   'instructor'],
    myMedia:                     [signIn,    allowed,   allowed,   allowed,   allowed,   'instructor'],

    notifications:               [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    notificationCursor:          [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    unreadNotificationCount:     [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
  },

  Mutation: {
    //                            anonymous  student    other      owner      administrator, and who the owner is
    createUser:                  [allowed,   allowed,   allowed,   allowed,   allowed,   'learner'],
    tokenAuth:                   [allowed,   allowed,   allowed,   allowed,   allowed,   'learner'],
    refreshToken:                [allowed,   allowed,   allowed,   allowed,   allowed,   'learner'],
    updateProfile:               [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    grantRole:                   [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    revokeRole:                  [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],

    createCourse:                [signIn,    forbidden, allowed,   allowed,   allowed,   'instructor'],
    updateCourseDetails:         [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setCourseCapacity:           [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setCourseCategories:         [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setCoursePrerequisites:      [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setCoursePrice:              [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setCourseThumbnail:          [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    addCourseInstructor:         [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    removeCourseInstructor:      [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    publishCourse:  /* draft */  [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    unpublishCourse:             [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    deleteCourse:   /* draft */  [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    createModule:                [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    renameModule:                [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    moveModule:                  [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    removeModule:   /* draft */  [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    createCategory:              [signIn,    forbidden, forbidden, forbidden, allowed,   'instructor'],
    createProgram:               [signIn,    forbidden, forbidden, forbidden, allowed,   'instructor'],
    setProgramCourses:           [signIn,    forbidden, forbidden, forbidden, allowed,   'instructor'],
    followCourse:                [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    unfollowCourse:              [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    followInstructor:            [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    unfollowInstructor:          [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],

    createTextLecture:           [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    createMediaLecture:          [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    createExternalVideoLecture:  [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    renameLecture:               [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    changeLectureText:           [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    replaceLectureMedia:         [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    replaceExternalVideo:        [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setLecturePreview:           [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    moveLecture:                 [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    removeLecture:               [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    addAttachment:               [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    removeAttachment:            [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    createAnnotation:            [signIn,    forbidden, forbidden, allowed,   allowed,   'learner'],
    updateAnnotation:            [signIn,    notFound,  notFound,  allowed,   notFound,  'learner'],
    deleteAnnotation:            [signIn,    notFound,  notFound,  allowed,   notFound,  'learner'],
    recordProgress:              [signIn,    forbidden, forbidden, allowed,   forbidden, 'learner'],
    markLectureRead:             [signIn,    forbidden, forbidden, allowed,   forbidden, 'learner'],

    createEnrollment:            [signIn,    forbidden, forbidden, allowed,   allowed,   'learner'],
    cancelEnrollment:            [signIn,    notFound,  notFound,  allowed,   allowed,   'learner'],

    createUpload:                [signIn,    forbidden, allowed,   allowed,   allowed,   'instructor'],
    completeUpload:              [signIn,    notFound,  notFound,  'UPLOAD_INCOMPLETE', 'UPLOAD_INCOMPLETE', 'instructor'],
    retryMedia:                  [signIn,    notFound,  notFound,  'MEDIA_NOT_FAILED',  'MEDIA_NOT_FAILED',  'instructor'],
    deleteMedia:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    addCaptions:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    removeCaptions:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],

    markNotificationsRead:       [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
  },

  Subscription: {
    //                            anonymous  student    other      owner      administrator, and who the owner is
    notificationReceived:        [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    mediaAssetUpdated:           [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
  },
} as const satisfies Record<string, Record<string, Row>>
