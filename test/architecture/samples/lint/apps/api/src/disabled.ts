/* eslint-disable */
export const allowed = 1;
