export const parse = (text: any) => String(text);
