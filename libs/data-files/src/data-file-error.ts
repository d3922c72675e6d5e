/** A data file that cannot be used: which file, where in it (a JSON path such as `$.limits[3].n`), and what is wrong. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';

  constructor(
    readonly file: string,
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${file}: ${path}: ${problem}`);
  }
}
