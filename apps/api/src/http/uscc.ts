import { isUscc, normaliseUscc } from '#institution';
import { HttpProblem } from './problem.js';

/** The code of a body in its normal form. Throws HttpProblem where form or check digit are wrong (GB 32100-2015). */
export function checkedUscc(text: string, field: string): string {
  const uscc = normaliseUscc(text);
  if (isUscc(uscc)) return uscc;
  throw new HttpProblem(
    400,
    'uscc-invalid',
    '统一社会信用代码校验不通过',
    'The unified social credit code has a wrong form or check digit',
    { field, basis: ['GB 32100-2015'], allowed: ['18 characters of GB 32100-2015 with a right check digit'] },
  );
}
