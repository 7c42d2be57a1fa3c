import type { WorkflowDocument, WorkflowText } from '../../core/documents/workflow/parse';
import { DEPLOY_BRANCH, isDeployingAction, isDeployingCommand } from '../../core/knowledge/deploy-steps';
import type { WorkflowFile } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import { isAdded, isAllowed, type ListOptions, listed } from '../../core/rule/list-options';
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
  ...listed({
    entry: ['branch', 'branches'],
    example: 'qa',
    subjects: [],
    add: 'Branches that stand for a deploy, as globs (`sandbox`, `deploy/*`).',
  }),
  workflow(file) {
    const branches = deployBranches(file);
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

type File = WorkflowFile<'branches', ListOptions>;

interface Branch {
  readonly name: string;
  readonly span: Span;
}

/** Of `on.push.branches`, and of conditions on the branch. */
function deployBranches({ document, options }: File): Branch[] {
  const { triggers, jobs } = document;
  const pushed = triggers
    .filter(({ name }) => name === 'push')
    .flatMap(({ branches }) => branches)
    .filter(({ dynamic }) => !dynamic)
    .map(({ value, span }) => ({ name: value, span }));
  const conditions = jobs.flatMap((job) => [job.if, ...job.steps.map((step) => step.if)]).flatMap(branchesIn);
  return [...pushed, ...conditions].filter(
    ({ name }) => (DEPLOY_BRANCH.test(name) || isAdded(name, options)) && !isAllowed(name, options),
  );
}

function branchesIn(condition: WorkflowText | undefined): Branch[] {
  if (condition === undefined) return [];
  const found = condition.value.matchAll(/github\.ref(?:_name)?\s*==\s*'(?:refs\/heads\/)?([\w./-]+)'/g);
  return [...found].map(([, name = '']) => ({ name, span: condition.span }));
}

function deploys({ jobs }: WorkflowDocument): boolean {
  return jobs.some(({ steps }) =>
    steps.some(
      ({ uses, run }) => isDeployingAction(uses ?? '') || run?.lines.some(({ text }) => isDeployingCommand(text)),
    ),
  );
}
