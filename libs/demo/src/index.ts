export { createDemoAccounts, DEMO_PASSWORD, DEMO_USERNAMES, openDemoAccounts, BODIES } from './accounts.js';
export { seedDemo } from './seed.js';
