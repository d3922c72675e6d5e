/**
 * Who gets how far on which route, cell by cell. One character for each caller, in this order:
 *
 *   nobody, applicant (the body whose affair it is), rival (another body), clerk, reviewer, decision-maker, head, supervisor, admin,
 *   and the token of a worker
 *
 *   u  401, not signed in    f  403, not for this role or person    m  404, not there    o  open: whatever follows is about the content
 *
 * The second word is the same for something that does not exist; a route without a parameter has none. A rival finds `m` or `f` in
 * both words wherever the route is about the affairs of a body.
 */
export const CALLERS = [
  ...(['nobody', 'applicant', 'rival', 'clerk', 'reviewer', 'decider', 'head', 'supervisor', 'admin'] as const),
  'worker',
] as const;

/** What stands for each parameter: something that is there, and something that is not. */
export interface Samples {
  readonly caseId: string;
  readonly number: string;
  readonly uscc: string;
  readonly [parameter: string]: string;
}

export const MISSING: Samples = {
  caseId: '0000-0000-0000',
  number: '262812059999',
  uscc: '52620500501234569M',
  order: '1',
  kind: 'GOLD',
  label: 'NONE%2F1',
  year: '1900',
  errandId: '00000000-0000-4000-8000-000000000000',
};

export const ROWS: Readonly<Record<string, readonly [there: string, missing?: string]>> = {
  'GET /health': ['oooooooooo'],
  'POST /api/cases': ['uofffffffu'],
  'GET /api/cases': ['uooooooofu'],
  'POST /api/cases/{caseId}/withdraw-application': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/accept-application': ['ufmofffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/decline-application': ['ufmofffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/request-correction': ['ufmofffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/supply-correction': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/supply-material': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/accept-with-outstanding': ['ufmofffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/supply-outstanding': ['uomffffffu', 'ummmmmmmfu'],
  'GET /api/cases/{caseId}': ['uomooooofu', 'ummmmmmmfu'],
  'GET /api/cases/{caseId}/history': ['uomooooofu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/claim-document-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/release-document-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/pass-document-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/fail-document-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/order-on-site-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'GET /api/queue': ['uffooooofu'],
  'POST /api/cases/{caseId}/commission-review': ['ufmooffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/change-review-team': ['ufmoffoffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/postpone-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/resume-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/order-rectification': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/submit-rectification': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/verify-rectification': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/stop-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/conclude-review': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/sign-commitment': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/withdraw-commitment': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/accept-self-declaration': ['ufmffooffu', 'ummmmmmmfu'],
  'GET /api/eligibility': ['uooffffffu'],
  'POST /api/cases/{caseId}/grant-qualification': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/refuse-qualification': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/extend-decision': ['ufmfffoffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/repin-policy': ['ufmfffoffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/explain-delay': ['ufmofooffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/tell-hearing-right': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/request-hearing': ['uomofffffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/open-hearing': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/close-hearing': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/inspections/{caseId}/appoint-inspectors': ['ufmoffoffu', 'ummmmmmmfu'],
  'POST /api/inspections/{caseId}/conclude-verification': ['ufmfoffffu', 'ummmmmmmfu'],
  'POST /api/inspections/{caseId}/submit-verification-rectification': ['uomffffffu', 'ummmmmmmfu'],
  'POST /api/inspections/{caseId}/check-verification-rectification': ['ufmfoffffu', 'ummmmmmmfu'],
  'GET /api/inspections': ['uooooooofu'],
  'GET /api/inspections/{caseId}': ['uomooooofu', 'ummmmmmmfu'],
  'POST /api/cases/{caseId}/deliver-certificate': ['ufmofffffu', 'ummmmmmmfu'],
  'POST /api/certificates': ['ufffffffou'],
  'GET /api/certificates/{number}': ['uomooooofu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/open-revocation': ['ufmffffofu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/suspend-revocation': ['ufmffooofu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/resume-revocation': ['ufmffooofu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/extend-revocation': ['ufmfffoffu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/record-statement': ['uomofffffu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/revoke-certificate': ['ufmffooffu', 'ummmmmmmfu'],
  'POST /api/certificates/{number}/close-revocation': ['ufmffooffu', 'ummmmmmmfu'],
  'GET /api/revocations': ['uooooooofu'],
  'GET /api/cases/{caseId}/documents': ['uomooooofu', 'ummmmmmmfu'],
  'GET /api/cases/{caseId}/documents/{order}': ['uomooooofu', 'ummmmmmmfu'],
  'GET /api/certificates/{number}/documents': ['uomooooofu', 'ummmmmmmfu'],
  'GET /api/certificates/{number}/documents/{order}': ['uomooooofu', 'ummmmmmmfu'],
  'GET /api/public/certificates': ['oooooooooo'],
  'GET /api/public/certificates/{number}': ['oooooooooo', 'mmmmmmmmmm'],
  'GET /api/public/false-commitments': ['oooooooooo'],
  'GET /api/policies': ['oooooooooo'],
  'POST /api/policies': ['ufffffffou'],
  'GET /api/policies/{label}': ['oooooooooo', 'mmmmmmmmmm'],
  'POST /api/policy/dry-run': ['uffffffoou'],
  'GET /api/calendars': ['oooooooooo'],
  'GET /api/calendars/{year}': ['oooooooooo', 'mmmmmmmmmm'],
  'POST /api/calendars': ['ufffffffou'],
  'GET /api/guide': ['oooooooooo'],
  'GET /api/guide/{kind}': ['oooooooooo', 'mmmmmmmmmm'],
  'PUT /api/institutions/{uscc}/standing': ['uffffffofu', 'uffffffofu'],
  'GET /api/institutions': ['uffofooofu'],
  'GET /api/institutions/{uscc}': ['uomofooofu', 'ummmfmmmfu'],
  'POST /api/institutions/{uscc}/register-facts': ['uffofffofu', 'uffofffofu'],
  'POST /api/institutions/{uscc}/record-credit-class': ['uffffffofu', 'uffffffofu'],
  'POST /api/institutions/{uscc}/record-breach': ['uffffffofu', 'uffffffofu'],
  'POST /api/institutions/{uscc}/lift-entry': ['uffffffofu', 'uffffffofu'],
  'POST /api/sessions': ['oooooooooo'],
  'DELETE /api/sessions/current': ['uoooooooou'],
  'GET /api/me': ['uoooooooou'],
  'GET /api/people': ['uffooooofu'],
  'GET /api/security-log': ['uffffffofu'],
  'GET /api/accounts': ['ufffffffou'],
  'POST /api/accounts': ['ufffffffou'],
  'GET /ready': ['oooooooooo'],
  'GET /api/data-sources': ['uffffffoou'],
  'GET /api/errands': ['uffffffoou'],
  'POST /api/errands/{errandId}/retry': ['ufffffffmu', 'ufffffffmu'],
  'POST /api/shared-records': ['ufffffffou'],
  'POST /api/engine/expire': ['mmmmmmmmmo'],
  'POST /api/engine/reductions': ['mmmmmmmmmo'],
};
