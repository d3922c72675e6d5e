/** The limits that a command looks for by name; every pack has exactly one of each group for a given case. */
export const REVIEW_LIMITS = ['T10', 'T11'];
export const DECISION_LIMITS = ['T20', 'T21', 'T22', 'T23'];
/** The decision after a refusal was set aside, with the review that is done again. */
export const ANEW = 'T25';
/** Within which a hearing is held once it is asked for (许可法47). */
export const HEARING_LIMIT = 'T61';
/** Those that run against the applicant: what runs out on them is not the authority's to explain. */
export const APPLICANT_LIMITS = ['T03', 'T05', 'T13', 'T15', 'T60'];
