import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'codebase',
  title: 'Codebase',
  statement:
    'One codebase, tracked in version control, is the source of every deploy of the app; what several apps share is a dependency.',
  url: 'https://12factor.net/codebase',
};
