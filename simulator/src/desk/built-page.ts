/** The page's script and styles. */
export interface PageFiles {
  readonly script: string;
  readonly styles: string;
}

/** The page, already bundled, in the published package; the sources have none. */
export const builtPage: PageFiles | undefined = undefined;
