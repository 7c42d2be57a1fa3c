import { objectAccess } from './exported';
import type { Adapter } from './home';
import { environmentReader, readLikeOthers } from './read-like-others';

/** No library: the one object that a module exports and that reads the environment gets a key. */
export const plainObject: Adapter = {
  library: 'process.env',
  find(module) {
    const access = objectAccess(module, readLikeOthers(module), environmentReader(module));
    return access && { enter: (variables, isInside) => access.hand(variables, isInside) };
  },
};
