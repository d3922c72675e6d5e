import { canonicalCode, reject, type Rejection } from '#kernel';

/** Unified social credit code, GB 32100-2015, with the organisation code of GB 11714 inside. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

const organisationValue = (char: string): number => {
  const code = char.charCodeAt(0);
  return code <= 57 ? code - 48 : code - 55;
};

export function usccCheck(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body.charAt(i)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Check character of the 8 characters of an organisation code (GB 11714). */
export function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * organisationValue(body.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Form and check digit (GB 32100-2015); half-width upper case as `normaliseUscc` gives it. */
export const isUscc = (text: string): boolean => FORM.test(text) && usccCheck(text) === text.charAt(17);

/** As it is kept and looked up, however it was typed. */
export const normaliseUscc = (text: string): string => canonicalCode(text);

/** Wrong form or check digit; `field` is where it was handed in. */
export const usccInvalid = (field: string): Rejection =>
  reject('uscc-invalid', 'invalid', {
    zh: '统一社会信用代码校验不通过',
    en: 'The unified social credit code has a wrong form or check digit',
    field,
    basis: ['GB 32100-2015'],
    allowed: ['18 characters of GB 32100-2015 with a right check digit'],
  });
