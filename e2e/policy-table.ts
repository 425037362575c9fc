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
  | 'NAME_UNCHANGED'
  | 'NOT_AWAITING_PAYMENT'
  | 'NOT_ENROLLED'
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
const notEnrolled = 'NOT_ENROLLED'
const notAwaited = 'NOT_AWAITING_PAYMENT'

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
    reportCard:                  [missing,   missing,   missing,   allowed,   allowed,   'learner'],
    classSession:                [missing,   missing,   missing,   allowed,   allowed,   'instructor'],

    assessment:     /* draft */  [missing,   missing,   missing,   allowed,   allowed,   'instructor'],
    attempt:                     [missing,   missing,   missing,   allowed,   allowed,   'learner'],
    questionBank:                [missing,   missing,   missing,   allowed,   allowed,   'instructor'],

    coupons:                     [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    myOrders:                    [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    order:                       [missing,   missing,   missing,   allowed,   allowed,   'learner'],
    orders:                      [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    voucherStatus:               [missing,   missing,   missing,   allowed,   allowed,   'learner'],

    certificate:                 [missing,   missing,   missing,   allowed,   allowed,   'learner'],
    myCertificates:              [signIn,    allowed,   allowed,   allowed,   allowed,   'learner'],
    // Whoever has a code may ask what it is worth, an employer for one.
    verifyCertificate:           [allowed,   allowed,   allowed,   allowed,   allowed,   'learner'],

    // What a lecture shows is read there, with its grant.
    mediaAsset:                  [missing,   missing,   missing,   allowed,   allowed,   'instructor'],
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
    deleteProgram:               [signIn,    forbidden, forbidden, forbidden, allowed,   'instructor'],
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
    createClassSession:          [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    changeClassSession:          [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    cancelClassSession:          [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    markAttendance:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    writeRemark:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    // Nobody puts words into another's mouth.
    editRemark:                  [signIn,    notFound,  notFound,  allowed,   forbidden, 'instructor'],
    withdrawRemark:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],

    // What one may not change one may not see here: keys, drafts and other people's answers.
    createQuestionBank:          [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    addQuestions:                [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    reviseQuestion:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    createAssessment:            [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    reviseAssessment:            [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    setAssessmentItems:          [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    setAssessmentRubric:         [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    publishAssessment:           [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    unpublishAssessment:         [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    removeAssessment:            [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    setGradingRules:             [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    grantExtraTime:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    claimGrading:                [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    gradeAnswer:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    claimSubmission:             [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    gradeSubmission:             [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    releaseResults:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    previewRegrade:              [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    applyRegrade:                [signIn,    notFound,  notFound,  allowed,   allowed,   'instructor'],
    startAttempt:                [signIn,    notEnrolled, notEnrolled, allowed, notEnrolled, 'learner'],
    submitAssignment:            [signIn,    notEnrolled, notEnrolled, allowed, notEnrolled, 'learner'],
    saveAnswer:                  [signIn,    notFound,  notFound,  allowed,   notFound,  'learner'],
    submitAttempt:               [signIn,    notFound,  notFound,  allowed,   notFound,  'learner'],

    createCheckout:              [signIn,    notAwaited, notAwaited, allowed, notAwaited, 'learner'],
    cancelOrder:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'learner'],
    refundOrder:                 [signIn,    notFound,  notFound,  allowed,   allowed,   'learner'],
    createCoupon:                [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    confirmVoucherPayment:       [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    confirmVoucherRefund:        [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    importVoucherPayments:       [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],

    reissueCertificate:          [signIn,    notFound,  notFound,  'NAME_UNCHANGED', allowed, 'learner'],
    revokeCertificate:           [signIn,    forbidden, forbidden, forbidden, allowed,   'learner'],
    setCertificateTemplate:      [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    removeCertificateTemplate:   [signIn,    forbidden, forbidden, allowed,   allowed,   'instructor'],
    setProgramCertificateTemplate:    [signIn, forbidden, forbidden, forbidden, allowed, 'instructor'],
    removeProgramCertificateTemplate: [signIn, forbidden, forbidden, forbidden, allowed, 'instructor'],
    // One signs for oneself: nobody sets another's, so those who do not teach have none.
    setSignature:                [signIn,    forbidden, allowed,   allowed,   forbidden, 'instructor'],

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
