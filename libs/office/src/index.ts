export type { Eligibility } from './case-queries.js';
export type { ErrandLine, ErrandTried } from './errand-queries.js';
export type { GuideList, KindGuide } from './guide.js';
export { openOffice, type Office } from './office.js';
export type { Answered, Asked, QueryName } from './queries.js';
export { namesIn, offerOf, PEOPLES_COMMANDS, type RecordCommandName } from './offers.js';
export { isStaff, SEEING } from './viewers.js';
