import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'config',
  title: 'Config',
  statement: 'What differs between deploys stands in environment variables, never in the code.',
  url: 'https://12factor.net/config',
};
