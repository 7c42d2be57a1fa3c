import type { Factor } from '../../core/rule/factors';

export const factor: Factor = {
  id: 'build-release-run',
  title: 'Build, release, run',
  statement:
    'A build is made once, a release joins it with the config of a deploy and has an id of its own, and running it changes neither.',
  url: 'https://12factor.net/build-release-run',
};
