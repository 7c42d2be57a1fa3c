import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'processes',
  title: 'Processes',
  statement: 'The app runs as stateless processes that share nothing; what has to last lives in a backing service.',
  url: 'https://12factor.net/processes',
};
