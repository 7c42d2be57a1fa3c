import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'dependencies',
  title: 'Dependencies',
  statement:
    'Every dependency is declared with its version in a manifest and isolated from what the machine happens to have.',
  url: 'https://12factor.net/dependencies',
};
