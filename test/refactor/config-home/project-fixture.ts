import type { Files } from '../../support/analyze';

/** A project for each adapter: `«…»` marks what is moved out of it, `edited` are the files that change, env files aside. */
export interface AdapterFixture {
  readonly library: string;
  readonly files: Files;
  readonly edited: Files;
}

/** Put together, so that no scanner takes it for a real one. */
export const SECRET = ['hunter2', 'horse', 'X9q'].join('-');
