import rule from '../../../server/src/rules/01-codebase/no-branch-per-deploy';
import { ruleTester } from '../../support/rule-tester';

const configuration = { preset: 'strict' } as const;
const workflow = (branches: string, step: string, more = ''): string =>
  `on:\n  push:\n    branches: ${branches}jobs:\n  deploy:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - ${step}\n`;
const PUSH = 'run: kubectl apply -f k8s';

ruleTester(rule, {
  keeps: [
    {
      name: 'a branch that is allowed, beside another one',
      code: workflow('[qa, production]\n', PUSH),
      configuration: { rules: { [rule.id]: ['hint', { allow: ['qa'] }] } },
    },
    { name: 'one branch', code: workflow('[main, develop, "release/**", "hotfix/**"]\n', PUSH), configuration },
    { name: 'one of them', code: workflow('[main, production]\n', PUSH), configuration },
    { name: 'tests alone', code: workflow('[staging, production]\n', 'run: npm test'), configuration },
    {
      name: 'environments of one artefact',
      code: workflow('[main]\n', PUSH, '    environment: staging\n'),
      configuration,
    },
    { name: 'an expression', code: workflow('["$' + '{{ vars.A }}", "$' + '{{ vars.B }}"]\n', PUSH), configuration },
    {
      name: 'a suppression',
      code: `on:\n  push:\n    # twelve-factor-disable-next-line codebase/no-branch-per-deploy -- for now\n    branches: [staging, production]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${PUSH}\n`,
      configuration,
    },
  ],
  breaks: [
    {
      name: 'branches of a project',
      code: workflow(
        '[main]\n',
        PUSH,
        '    if: github.ref == \'refs/heads/deploy/eu\' || github.ref_name == \'deploy/us\'\n#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The branches "deploy/eu", "deploy/us" are deployed each on its own.\n',
      ),
      configuration: { rules: { [rule.id]: ['hint', { add: ['deploy/*'] }] } },
    },
    {
      name: 'kubectl',
      code: workflow(
        '[staging, production]\n#              ^^^^^^^ hint: The branches "staging", "production" are deployed each on its own.\n',
        PUSH,
      ),
      configuration,
    },
    {
      name: 'an action',
      code: workflow(
        '[main, qa, prod]\n#                    ^^ hint: The branches "qa", "prod" are deployed each on its own.\n',
        'uses: superfly/flyctl-actions/setup-flyctl@master',
      ),
      configuration,
    },
    {
      name: 'conditions, in one package of several',
      code: '=== .github/workflows/a.yml ===\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    if: github.ref == \'refs/heads/staging\' || github.ref_name == \'production\'\n#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The branches "staging", "production" are deployed each on its own.\n    steps: [{ run: helm upgrade a ./chart }]\n=== apps/a/package.json ===\n{ "name": "a" }\n',
      configuration,
    },
  ],
});
