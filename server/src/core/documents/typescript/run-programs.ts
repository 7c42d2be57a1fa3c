import { ts } from 'ts-morph';
import { OWN_PATHS, PROGRAM_RUNNERS, type RunnerForm, TOOL_WRAPPERS } from '../../knowledge/system-tools';
import { splitShell } from '../shell/split';
import { isStringLiteralLike, unwrap } from './ast';
import type { Bindings } from './bindings';

/** A program that code runs, and the node that names it. */
export interface RunProgram {
  readonly at: ts.Node;
  readonly program: string;
}

/** The programs that a call, or a template such as `$\`ffmpeg …\``, runs, as far as they are written in the code. */
export function programsRunBy(
  node: ts.CallExpression | ts.TaggedTemplateExpression,
  bindings: Bindings,
): readonly RunProgram[] {
  if (ts.isTaggedTemplateExpression(node)) {
    const tag = unwrap(node.tag);
    // `$({ cwd })\`…\``: the tag is made by a call.
    const form = formOf(ts.isCallExpression(tag) ? tag.expression : tag, bindings);
    return form === 'template' ? inCommand(node.template, textOf(node.template), isWhole(node.template)) : [];
  }
  const form = formOf(node.expression, bindings);
  const [first] = node.arguments;
  if (form === undefined || form === 'template' || first === undefined) return [];
  if (form === 'list') return inList(first, bindings);
  const whole = bindings.staticString(first);
  if (form === 'command') {
    const text = whole ?? (ts.isTemplateExpression(first) ? first.head.text : undefined);
    return text === undefined ? [] : inCommand(first, text, whole !== undefined);
  }
  return whole === undefined ? [] : [{ at: first, program: whole }];
}

/** The program that a package does nothing but run, where it is imported. */
export function programWrappedBy(specifier: ts.Node | undefined): RunProgram | undefined {
  if (specifier === undefined || !isStringLiteralLike(specifier)) return undefined;
  const wrapper = TOOL_WRAPPERS.get(specifier.text);
  if (wrapper === undefined) return undefined;
  const { text } = specifier.getSourceFile();
  // Who says where the program lies brings it along, in whatever way.
  if (OWN_PATHS.test(text)) return undefined;
  const other = wrapper.unless?.find(({ when }) => when.test(text));
  return { at: specifier, program: other?.program ?? wrapper.program };
}

function formOf(callee: ts.Expression, bindings: Bindings): RunnerForm | undefined {
  const reference = bindings.importOf(callee) ?? promisified(callee, bindings);
  if (reference !== undefined) return PROGRAM_RUNNERS.get(reference.module)?.[reference.member];
  const node = unwrap(callee);
  if (!ts.isPropertyAccessExpression(node) || !bindings.isGlobal(node.expression, 'Bun')) return undefined;
  return PROGRAM_RUNNERS.get('bun')?.[node.name.text];
}

/** `const run = promisify(exec)` */
function promisified(
  callee: ts.Expression,
  bindings: Bindings,
): { readonly module: string; readonly member: string } | undefined {
  const made = unwrap(bindings.resolve(callee));
  if (!ts.isCallExpression(made) || !bindings.isImport(made.expression, 'util', 'promisify')) return undefined;
  const [wrapped] = made.arguments;
  return wrapped && bindings.importOf(wrapped);
}

/** First words of the commands of a line; of one that goes on in a way that is not known, those that are complete. */
function inCommand(at: ts.Node, text: string, isComplete: boolean): RunProgram[] {
  const commands = splitShell(text);
  return commands.flatMap(({ words: [word] }, index) => {
    const isLast = index === commands.length - 1;
    if (word === undefined || (!isComplete && isLast && word.span.end >= text.trimEnd().length && !/\s$/.test(text)))
      return [];
    return [{ at, program: word.text }];
  });
}

/** `Bun.spawn(['ffmpeg', …])`, `Bun.spawn({ cmd: ['ffmpeg'] })` */
function inList(argument: ts.Expression, bindings: Bindings): RunProgram[] {
  const value = bindings.resolve(argument);
  const cmd = ts.isObjectLiteralExpression(value)
    ? value.properties.find(
        (one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === 'cmd',
      )
    : undefined;
  const list = cmd === undefined ? value : bindings.resolve(cmd.initializer);
  const [first] = ts.isArrayLiteralExpression(list) ? list.elements : [];
  const program = first === undefined ? undefined : bindings.staticString(first);
  return first === undefined || program === undefined ? [] : [{ at: first, program }];
}

function textOf(template: ts.TemplateLiteral): string {
  return ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text;
}

function isWhole(template: ts.TemplateLiteral): boolean {
  return ts.isNoSubstitutionTemplateLiteral(template);
}
