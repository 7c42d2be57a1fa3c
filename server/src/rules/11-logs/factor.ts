import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'logs',
  title: 'Logs',
  statement:
    'The app writes its event stream unbuffered to stdout and leaves storing and routing it to the environment.',
  url: 'https://12factor.net/logs',
};
