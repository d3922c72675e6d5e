// node scripts/lunar-days.mjs: writes libs/law/data/calendar/lunar-days.json from tyme4ts; lunar-typescript has to agree on every day.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lunar, Solar } from 'lunar-typescript';
import { LunarDay, SolarTerm } from 'tyme4ts';

const [FROM, TO] = [2000, 2150];
const QINGMING = 7;

const written = (solar) =>
  [solar.getYear(), solar.getMonth(), solar.getDay()].map((part) => String(part).padStart(2, '0')).join('-');

/** The eve of the lunar year, 清明, 端午 and 中秋 of a year. */
const byTyme = (year) =>
  [
    LunarDay.fromYmd(year, 1, 1).next(-1).getSolarDay(),
    SolarTerm.fromIndex(year, QINGMING).getJulianDay().getSolarDay(),
    LunarDay.fromYmd(year, 5, 5).getSolarDay(),
    LunarDay.fromYmd(year, 8, 15).getSolarDay(),
  ].map(written);

const byLunar = (year) =>
  [
    Lunar.fromYmd(year, 1, 1).next(-1).getSolar(),
    Solar.fromYmd(year, 3, 1).getLunar().getJieQiTable()['清明'],
    Lunar.fromYmd(year, 5, 5).getSolar(),
    Lunar.fromYmd(year, 8, 15).getSolar(),
  ].map(written);

const years = Array.from({ length: TO - FROM + 1 }, (_, index) => FROM + index);
for (const year of years) {
  const [one, other] = [byTyme(year), byLunar(year)].map(String);
  if (one !== other) throw new Error(`${year}: tyme4ts says ${one}, lunar-typescript says ${other}`);
}
const head = {
  source: 'npm tyme4ts 1.5.2 (MIT), agreeing on every day with npm lunar-typescript 1.8.6 (MIT); made by scripts/lunar-days.mjs',
  columns: ['除夕', '清明', '端午', '中秋'],
};
const lines = years.map(
  (year) =>
    `    [${byTyme(year)
      .map((day) => JSON.stringify(day))
      .join(', ')}]`,
);
const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "years": [\n${lines.join(',\n')}\n  ]\n}\n`;
writeFileSync(join(fileURLToPath(new URL('..', import.meta.url)), 'libs/law/data/calendar/lunar-days.json'), text);
