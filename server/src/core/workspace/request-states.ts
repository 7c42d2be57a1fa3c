import type { ts } from 'ts-morph';
import type { FilePath } from '../documents/kinds';
import { isGuardedByDevelopment } from '../documents/typescript/guards';
import type { TypeScriptListeners } from '../documents/typescript/listeners';
import { moduleStates } from '../documents/typescript/module-states';
import {
  type FunctionNode,
  handlersRegisteredBy,
  type RequestHandler,
  requestHandlerOf,
} from '../documents/typescript/request-handlers';
import { HANDLERS, type StateFlow, stateFlow } from '../documents/typescript/request-state';
import type { AppContext, Collected, CollectedData, TypeScriptFile } from '../rule/context';
import type { Location } from '../rule/finding';
import type { AppModel } from './app-model';

/** Collects what a file tells about state and its handlers, for `linkStates`. */
export function requestStateListeners<M extends string, O>(
  file: TypeScriptFile<M, O>,
  isLeftOut: (name: string) => boolean,
): TypeScriptListeners {
  const { bindings } = file;
  const states = moduleStates(file.tree, bindings, isLeftOut);
  if (states.size === 0 && !file.isAsked) return {};
  const handlers: RequestHandler[] = [];
  const check = (node: FunctionNode): void => {
    const handler = requestHandlerOf(node, bindings);
    if (handler !== undefined) handlers.push(handler);
  };
  const checkCall = (node: ts.CallExpression | ts.NewExpression): void => {
    handlers.push(...handlersRegisteredBy(node, bindings));
  };
  return {
    FunctionDeclaration: check,
    FunctionExpression: check,
    ArrowFunction: check,
    MethodDeclaration: check,
    CallExpression: checkCall,
    NewExpression: checkCall,
    endOfFile() {
      const flow = stateFlow(file.tree, states, handlers, bindings);
      for (const { node, data } of flowData(flow, (write) => isGuardedByDevelopment(write, bindings)))
        file.collect(node, data);
    },
  };
}

function flowData(
  { uses, calls }: StateFlow,
  isDevelopment: (node: ts.Node) => boolean,
): { readonly node: ts.Node; readonly data: CollectedData }[] {
  const states = new Map(uses.map(({ state }) => [state.key, state]));
  return [
    ...[...states.values()].map(({ key, name }) => ({ node: name, data: { is: 'state', state: key } })),
    ...uses.map(({ node, state, of, parameter, written }) => ({
      node,
      data: {
        is: 'use',
        state: state.key,
        of,
        parameter,
        written: written ?? null,
        development: written !== undefined && isDevelopment(node),
      },
    })),
    ...calls.map(({ node, of, parameter, module, member, given }) => ({
      node,
      data: { is: 'call', of, parameter, module, member, given: given.map(String) },
    })),
  ];
}

/** A request, a job or an event put something in, or looked for it. */
export interface LinkedUse extends Location {
  readonly written: string | null;
  readonly development: boolean;
  /** The file of the handler. */
  readonly from: FilePath;
}

export interface LinkedState extends Location {
  readonly key: string;
  readonly writes: readonly LinkedUse[];
  readonly reads: readonly LinkedUse[];
  /** Where an exported function puts in what it is given; which requests lead there, if any, is not known. */
  readonly fills: readonly Location[];
}

/**
 * The state that handlers write to and read from, followed through the functions that their files import. Files that keep
 * no state of their own are asked for handlers only where they import one that does.
 */
export function linkStates({ app, collected: collect, lookInto }: LinkContext): LinkedState[] {
  const collected = collect();
  const written = collected.filter(({ data }) => data['is'] === 'use' && data['written'] !== null);
  for (const file of usersOf(new Set(written.map(({ file }) => file)), app)) lookInto(file);
  const link = new Link(collected, app);
  for (const file of link.files()) if (isServed(file, app)) link.visit(file, HANDLERS, undefined, file);
  return collected.flatMap(({ file, span, data }) => {
    if (data['is'] !== 'state') return [];
    const key = String(data['state']);
    const uses = link.usesOf(file, key);
    const reads = uses.filter(({ written }) => written === null);
    const writes = uses.filter(({ written }) => written !== null);
    return [{ file, span, key, reads, writes, fills: link.fillsOf(file, key) }];
  });
}

type LinkContext = Pick<AppContext<string, unknown>, 'app' | 'collected' | 'lookInto'>;

/** Served files that import one of the files, or an index that passes it on. */
function usersOf(files: ReadonlySet<FilePath>, app: AppModel): Set<FilePath> {
  const direct = [...files].flatMap((file) => app.importersOf(file));
  const indirect = direct.filter((file) => INDEX.test(file)).flatMap((file) => app.importersOf(file));
  return new Set([...direct, ...indirect].filter((file) => isServed(file, app)));
}

const INDEX = /(?:^|\/)index\.[cm]?[jt]sx?$/;

/** Functions that fill a table once, as their names say. */
const AT_START = /(?:^|#)(?:load|init|configure|set_?up|set[A-Z]|register|seed|bootstrap|restore|read|import)/i;

/** Tests and scripts call the same functions, and only for themselves. */
function isServed(file: FilePath, app: AppModel): boolean {
  return [...app.rolesOf(file)].every((role) => role === 'config-module');
}

class Link {
  private readonly byFile = new Map<FilePath, Collected[]>();
  private readonly uses = new Map<string, LinkedUse[]>();
  private readonly visited = new Set<string>();

  constructor(
    collected: readonly Collected[],
    private readonly app: AppModel,
  ) {
    for (const item of collected) {
      const list = this.byFile.get(item.file);
      if (list === undefined) this.byFile.set(item.file, [item]);
      else list.push(item);
    }
  }

  files(): Iterable<FilePath> {
    return this.byFile.keys();
  }

  usesOf(file: FilePath, state: string): readonly LinkedUse[] {
    return this.uses.get(`${file}\n${state}`) ?? [];
  }

  fillsOf(file: FilePath, state: string): Location[] {
    return (this.byFile.get(file) ?? []).filter(
      ({ data }) =>
        data['is'] === 'use' &&
        data['state'] === state &&
        data['written'] === 'data' &&
        data['of'] !== HANDLERS &&
        !AT_START.test(String(data['of'])) &&
        data['development'] !== true,
    );
  }

  /** `given`: the parameters that hold data of a request; all for a handler. */
  visit(file: FilePath, of: string, given: readonly string[] | undefined, from: FilePath): void {
    const key = [file, of, given?.join(',') ?? ''].join('\n');
    if (this.visited.has(key)) return;
    this.visited.add(key);
    for (const { span, data } of this.byFile.get(file) ?? []) {
      const parameter = Number(data['parameter']);
      if (data['of'] !== of || !(parameter < 0 || given?.includes(String(parameter)) === true)) continue;
      if (data['is'] === 'use') {
        const written = data['written'] === null ? null : String(data['written']);
        const use = { file, span, written, development: data['development'] === true, from };
        const place = `${file}\n${String(data['state'])}`;
        const list = this.uses.get(place);
        if (list === undefined) this.uses.set(place, [use]);
        else list.push(use);
      } else if (data['is'] === 'call') {
        const member = String(data['member']);
        const target = this.targetOf(file, String(data['module']), member);
        const handed = Array.isArray(data['given']) ? data['given'].map(String) : [];
        if (target !== undefined) this.visit(target, member, handed, from);
      }
    }
  }

  /** The file that says something about the function: the imported one, or one that it passes on. */
  private targetOf(from: FilePath, module: string, member: string): FilePath | undefined {
    const file = this.app.modules.resolve(from, module);
    if (file === undefined || this.knows(file, member)) return file;
    for (const { specifier, kind } of this.app.typescript(file)?.imports ?? []) {
      const target = kind === 'type' ? undefined : this.app.modules.resolve(file, specifier);
      if (target !== undefined && this.knows(target, member)) return target;
    }
    return undefined;
  }

  private knows(file: FilePath, member: string): boolean {
    return this.byFile.get(file)?.some(({ data }) => data['of'] === member) === true;
  }
}
