import type { WorkflowDocument, WorkflowText } from '../../core/documents/workflow/parse';
import { DEPLOY_BRANCH, isDeployingAction, isDeployingCommand } from '../../core/knowledge/deploy-steps';
import { defineRule } from '../../core/rule/define-rule';
import type { Span } from '../../core/text/span';

export default defineRule({
  id: 'codebase/no-branch-per-deploy',
  summary: 'Each deploy has a branch of its own.',
  why: 'With a branch for each deploy, the deploys run different code that is merged from one to the next: what was tested on one branch is not what the other one ships. One codebase is built once, and the same build goes from deploy to deploy.',
  remedy: 'Build from one branch, and promote the same artefact to the next deploy.',
  messages: { branches: 'The branches {{branches}} are deployed each on its own.' },
  severity: 'hint',
  preset: 'strict',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'packages' },
  workflow(file) {
    const branches = deployBranches(file.document);
    const [first] = branches;
    const names = [...new Set(branches.map(({ name }) => name))];
    if (first === undefined || names.length < 2 || !deploys(file.document)) return;
    const shown = names.map((name) => `"${name}"`).join(', ');
    file.report(
      first.span,
      'branches',
      { branches: shown },
      { because: 'a step of the workflow deploys what is pushed to them' },
    );
  },
});

/** Of `on.push.branches`, and of conditions on the branch. */
function deployBranches({ triggers, jobs }: WorkflowDocument): { name: string; span: Span }[] {
  const pushed = triggers
    .filter(({ name }) => name === 'push')
    .flatMap(({ branches }) => branches)
    .filter(({ value, dynamic }) => !dynamic && DEPLOY_BRANCH.test(value))
    .map(({ value, span }) => ({ name: value, span }));
  const conditions = jobs.flatMap((job) => [job.if, ...job.steps.map((step) => step.if)]).flatMap(branchesIn);
  return [...pushed, ...conditions];
}

function branchesIn(condition: WorkflowText | undefined): { name: string; span: Span }[] {
  if (condition === undefined) return [];
  const found = condition.value.matchAll(/github\.ref(?:_name)?\s*==\s*'(?:refs\/heads\/)?([\w.-]+)'/g);
  return [...found].flatMap(([, name = '']) => (DEPLOY_BRANCH.test(name) ? [{ name, span: condition.span }] : []));
}

function deploys({ jobs }: WorkflowDocument): boolean {
  return jobs.some(({ steps }) =>
    steps.some(
      ({ uses, run }) => isDeployingAction(uses ?? '') || run?.lines.some(({ text }) => isDeployingCommand(text)),
    ),
  );
}
