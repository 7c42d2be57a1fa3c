import type { ApplyWorkspaceEditResult, ExecuteCommandParams, WorkspaceEdit } from 'vscode-languageserver';
import type { Registry } from '../../core/engine/registry';
import { factorOf } from '../../core/engine/registry';
import { factorNumber } from '../../core/rule/factors';
import type { RuleId } from '../../core/rule/finding';
import {
  type ComplianceChangedParams,
  type LeavesResult,
  type RuleDocumentResult,
  type RuleListEntry,
  SERVER_COMMANDS,
} from '../../protocol/index';
import { factorAddress } from '../convert';
import type { Fixer } from '../fixes/fixer';
import type { ComplianceBoard } from '../session/compliance-board';
import type { EnvironmentBoard } from '../session/environment-board';
import type { Session } from '../session/session';
import type { Workspace } from '../session/workspace';
import type { BaselineCommands } from './baseline-commands';
import type { EnvironmentCommands } from './environment-commands';

export interface CommandServices {
  readonly workspace: Workspace;
  readonly fixer: Fixer;
  readonly compliance: ComplianceBoard;
  readonly environment: EnvironmentBoard;
  readonly variables: EnvironmentCommands;
  readonly baselines: BaselineCommands;
  readonly registry: Registry;
  readonly readRulePage: (rule: RuleId) => Promise<string | undefined>;
  readonly applyEdit: (label: string, edit: WorkspaceEdit) => Promise<ApplyWorkspaceEditResult>;
  /** Shows an address in the user's browser; `false` when the client cannot. */
  readonly showAddress: (uri: string) => Promise<boolean>;
}

/** What `workspace/executeCommand` can do; the client's own requests come through the same methods. */
export class Commands {
  constructor(private readonly services: CommandServices) {}

  /** Arguments come from outside: whatever is not what it should be counts as absent. */
  async execute({ command, arguments: values }: ExecuteCommandParams): Promise<unknown> {
    const [first] = values ?? [];
    switch (command) {
      case SERVER_COMMANDS.analyzeWorkspace:
        return this.analyzeWorkspace();
      case SERVER_COMMANDS.fixAllSafe:
        return this.fixAllSafe(typeof first === 'string' ? first : undefined);
      case SERVER_COMMANDS.applyFix:
        return this.applyFix(textIn(first, 'uri'), textIn(first, 'fingerprint'));
      case SERVER_COMMANDS.compliance:
        return this.compliance();
      case SERVER_COMMANDS.leaves:
        return this.leaves(textIn(first, 'app'));
      case SERVER_COMMANDS.environment:
        return this.services.environment.current();
      case SERVER_COMMANDS.documentVariable:
        return this.services.variables.document({ app: textIn(first, 'app'), name: textIn(first, 'name') });
      case SERVER_COMMANDS.renameVariable:
        return this.services.variables.rename({
          app: textIn(first, 'app'),
          name: textIn(first, 'name'),
          newName: textIn(first, 'newName'),
        });
      case SERVER_COMMANDS.createBaseline:
        return this.services.baselines.create({ folder: textIn(first, 'folder') });
      case SERVER_COMMANDS.updateBaseline:
        return this.services.baselines.update({
          folder: textIn(first, 'folder'),
          onlyPrune: isSet(first, 'onlyPrune'),
        });
      case SERVER_COMMANDS.ruleDocument:
        return this.ruleDocument(textIn(first, 'rule'));
      case SERVER_COMMANDS.rules:
        return this.rules();
      case SERVER_COMMANDS.showRule:
        return this.showRule(textIn(first, 'rule'));
      default:
        return null;
    }
  }

  compliance(): ComplianceChangedParams {
    return this.services.compliance.current();
  }

  leaves(app: string): LeavesResult {
    return this.services.compliance.leaves(app);
  }

  async ruleDocument(rule: RuleId): Promise<RuleDocumentResult> {
    const isKnown = this.services.registry.byId(rule) !== undefined;
    return { markdown: isKnown ? ((await this.services.readRulePage(rule)) ?? null) : null };
  }

  rules(): RuleListEntry[] {
    return this.services.registry.rules.map(({ id, summary, remedy }) => {
      const factor = factorOf(id);
      return { id, factor: factor === null ? null : factorNumber(factor), summary, remedy };
    });
  }

  private async analyzeWorkspace(): Promise<null> {
    await Promise.allSettled(this.services.workspace.folders.map((folder) => folder.reanalyze()));
    return null;
  }

  /** The number of findings fixed. What the client does not apply does not count. */
  private async fixAllSafe(uri: string | undefined): Promise<number> {
    const { workspace } = this.services;
    if (uri !== undefined) {
      const located = workspace.locate(uri);
      return located === undefined ? 0 : this.fixFiles(located.session, [located.file]);
    }
    let applied = 0;
    for (const session of workspace.sessions) {
      applied += await this.fixFiles(session, this.services.fixer.filesToFix(session));
    }
    return applied;
  }

  private async fixFiles(session: Session, files: readonly string[]): Promise<number> {
    const ready = files.length === 0 ? undefined : await this.services.fixer.fixAll(session, files);
    if (ready === undefined) return 0;
    const { applied } = await this.services.applyEdit(ready.title, ready.edit);
    return applied ? ready.applied : 0;
  }

  private async applyFix(uri: string, fingerprint: string): Promise<boolean> {
    const located = this.services.workspace.locate(uri);
    const ready = located && (await this.services.fixer.fix(located.session, located.file, fingerprint));
    if (ready === undefined) return false;
    return (await this.services.applyEdit(ready.title, ready.edit)).applied;
  }

  private async showRule(rule: RuleId): Promise<boolean> {
    const isKnown = this.services.registry.byId(rule) !== undefined;
    const factor = isKnown ? factorOf(rule) : null;
    return factor !== null && this.services.showAddress(factorAddress(factor));
  }
}

function textIn(value: unknown, key: string): string {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof text === 'string' ? text : '';
}

function isSet(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[key] === true;
}
