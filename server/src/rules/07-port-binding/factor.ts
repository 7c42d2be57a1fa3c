import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'port-binding',
  title: 'Port binding',
  statement: 'The app is self-contained and offers its services by binding to a port that the environment names.',
  url: 'https://12factor.net/port-binding',
};
