/** Nothing but white space and characters that nobody sees: such a text says nothing. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);
