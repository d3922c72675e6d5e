import type { NamedDocument } from './named.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Allowed by its hash, since it stands in the page. */
export const STYLE = `
  @page { size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm; }
  body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 16pt/1.8 FangSong, STFangsong, serif; }
  h1 { text-align: center; font: bold 22pt/1.5 SimSun, Songti SC, serif; }
  .number { text-align: center; }
  .text p { text-indent: 2em; margin: 0; }
  .text p:first-child { text-indent: 0; }
  footer { margin-top: 3em; text-align: right; }
  .basis { margin-top: 3em; border-top: 1px solid; font-size: 12pt; }
`;

/** A page to print on A4: title, number, text, date, and what it rests on. Nothing in it is run. */
export const printed = ({
  zh,
  number,
  paragraphs,
  date,
  authority,
  responsible,
  ofApplicant,
  basis,
}: NamedDocument): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(zh)} ${escaped(number)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(zh)}</h1>
<p class="number">${escaped(number)}</p>
<div class="text">
${paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
</div>
<footer>${(ofApplicant === true ? [date] : [authority, date, `承办：${responsible.name}`]).map((line) => `<p>${escaped(line)}</p>`).join('')}</footer>
<p class="basis">依据：${escaped(basis.join('、'))}</p>
</body>
</html>
`;
