/** Either Latin letters or Han characters, never both: names of one script cannot be told wrongly. */
const LATIN = /^[a-z0-9._@-]{2,64}$/;
const HAN = /^[\p{Script=Han}0-9._@-]{2,64}$/u;

export const canonicalUsername = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

export const isUsername = (canonical: string): boolean => LATIN.test(canonical) || HAN.test(canonical);

/** Letters of other scripts that look like Latin ones; accounts of earlier times may have them. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', һ: 'h', н: 'h', і: 'l', ї: 'l', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o' },
  ...{ п: 'n', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', у: 'y', ү: 'y', ѵ: 'v', ԝ: 'w', х: 'x', ь: 'b', з: '3', б: '6' },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'l',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ω: 'w',
    γ: 'y',
    ı: 'l',
    ɡ: 'g',
  },
  ...{ '0': 'o', '1': 'l', i: 'l', _: '.', '-': '.', 〇: 'o', 一: '.' },
};

/** What a name looks like at a glance: two names with one skeleton are taken for each other. */
export const skeletonOf = (username: string): string =>
  Array.from(
    canonicalUsername(username)
      .normalize('NFD')
      .replace(/\p{Mn}/gu, ''),
    (one) => LOOKALIKES[one] ?? one,
  )
    .join('')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
