import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'concurrency',
  title: 'Concurrency',
  statement: 'The app scales by running more processes of each type, and leaves managing them to the platform.',
  url: 'https://12factor.net/concurrency',
};
