import { ts } from 'ts-morph';
import { lineageOf } from '../../core/documents/dockerfile/resolve';
import { joinPath } from '../../core/documents/kinds';
import { embeddedStoreOf } from '../../core/documents/typescript/embedded-stores';
import { lastingWriteOf } from '../../core/documents/typescript/lasting-writes';
import { classifyPath } from '../../core/documents/typescript/paths';
import { uploadDirectoriesOf } from '../../core/documents/typescript/upload-directories';
import { keepsNothing } from '../../core/knowledge/app-volumes';
import { EMBEDDED_STORE_NEEDLES, FILE_DATABASE_PATH } from '../../core/knowledge/embedded-stores';
import { SOURCE_FOLDERS } from '../../core/knowledge/file-roles';
import { WRITE_NEEDLES } from '../../core/knowledge/file-writes';
import { serviceImageOf } from '../../core/knowledge/service-images';
import { UPLOAD_NEEDLES } from '../../core/knowledge/uploads';
import type { AppContext, Collected } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Related } from '../../core/rule/finding';
import { type ListOptions, listed } from '../../core/rule/list-options';
import type { DockerfileModel } from '../../core/workspace/app-model';
import { type AppMount, appMounts } from '../../core/workspace/app-mounts';
import { runningFiles } from '../../core/workspace/served-files';

type Message = 'mount' | 'written' | 'database' | 'declared';
type Context = AppContext<Message, ListOptions>;

export default defineRule({
  id: 'processes/no-stateful-app-volume',
  summary: 'Containers of the app keep state in a volume.',
  why: 'A volume belongs to one machine or to one container. A second process of the app does not see what is in it, the process cannot move to another machine without it, and it is in no backup of a backing service.',
  remedy: 'Keep what has to last in a database or an object store, and let the containers of the app be alike.',
  messages: {
    mount: '"{{owner}}" keeps "{{path}}" {{where}}.',
    written: '"{{owner}}" keeps what the app writes to "{{path}}" {{where}}.',
    database: '"{{owner}}" keeps the database file of the app {{where}}.',
    declared: 'The image makes "{{path}}" a volume: every container has data of its own there.',
  },
  severity: 'info',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'packages' },
  ...listed({
    entry: ['path', 'paths'],
    example: '/data/cache*',
    subjects: ['path'],
  }),
  typescript: {
    needles: [...UPLOAD_NEEDLES, ...WRITE_NEEDLES, ...EMBEDDED_STORE_NEEDLES],
    perStatement: true,
    create: (file) => {
      const collectPaths = (node: ts.CallExpression | ts.NewExpression): void => {
        const { bindings } = file;
        const store = embeddedStoreOf(node, bindings);
        if (store?.path !== undefined) file.collect(store.at, { path: store.path });
        const write = ts.isCallExpression(node) ? lastingWriteOf(node, bindings) : undefined;
        if (write !== undefined) file.collect(node.expression, { path: write.path });
        for (const { path } of uploadDirectoriesOf(node, bindings)) {
          const place = classifyPath(path, bindings);
          if (place.kind === 'local') file.collect(path, { path: place.text });
        }
      };
      return { NewExpression: collectPaths, CallExpression: collectPaths };
    },
  },
  app(context) {
    const running = runningFiles(context.app);
    const written = context.collected().filter(({ file }) => running.has(file));
    for (const mount of appMounts(context.app)) checkMount(context, mount, written);
    for (const model of context.app.dockerfiles) if (!model.development) checkImage(context, model);
  },
});

const WHERE: Readonly<Record<AppMount['from'], string>> = {
  volume: 'in a volume of its machine',
  bind: 'in a folder of its machine',
  host: 'on the disk of the node that it happens to run on',
  claim: 'in a volume of its own',
};

function checkMount(context: Context, mount: AppMount, written: readonly Collected[]): void {
  const { owner, target, from, workdir } = mount;
  // The sources, or everything.
  if (target === workdir || target === '/' || SOURCE_FOLDERS.some((name) => target === `${workdir}/${name}`)) return;
  const data = { owner, path: target, where: WHERE[from] };
  const database = mount.variables.find(({ resolved }) => isDatabaseBelow(resolved, target));
  if (database !== undefined) {
    const related: Related[] = [{ ...database.at, message: `"${database.name}" puts the database file there.` }];
    const because = `the value of "${database.name}" is a database file below the path of the volume`;
    context.report(mount, 'database', data, { related, because });
    return;
  }
  if (keepsNothing(target)) return;
  const write = written.find(({ data: { path } }) => touches(target, String(path), workdir));
  if (write !== undefined) {
    const related: Related[] = [{ file: write.file, span: write.span, message: 'What is kept there is written here.' }];
    const because = 'code that a start command leads to keeps files under this path';
    context.report(mount, 'written', data, { related, because });
    return;
  }
  // What a folder of the machine is for, and what a claim holds, nothing tells.
  if (from === 'bind' || from === 'claim' || /\.\w{1,5}$/.test(target)) return;
  const because = 'the image is built here, and nothing tells that the path holds no data';
  context.report(mount, 'mount', data, { preset: 'strict', because });
}

/** A path of code is relative to the code, which is taken for the working directory, or absolute. */
function touches(target: string, path: string, workdir: string | undefined): boolean {
  const absolute = path.startsWith('/') ? `/${joinPath(path)}` : undefined;
  const inside = joinPath(path.replace(/^(?:\.{0,2}[\\/])+/, ''));
  const place = absolute ?? (workdir === undefined || inside === '' ? undefined : `${workdir}/${inside}`);
  if (place === undefined) return false;
  return place === target || place.startsWith(`${target}/`) || target.startsWith(`${place}/`);
}

function isDatabaseBelow(value: string | undefined, target: string): boolean {
  if (value === undefined || !FILE_DATABASE_PATH.test(value)) return false;
  return value.replace(/^(?:file|sqlite):(?:\/\/(?=\/))?/, '').startsWith(`${target}/`);
}

/** `VOLUME` of the last stage or of one that it is built on. */
function checkImage(context: Context, { file, document }: DockerfileModel): void {
  const last = document.stages.at(-1);
  if (last === undefined) return;
  const stages = lineageOf(document, last.index);
  if (serviceImageOf(stages[0]?.from.resolved?.name) !== undefined) return;
  for (const instruction of stages.flatMap(({ instructions }) => instructions)) {
    if (instruction.keyword !== 'VOLUME' || instruction.type !== 'words' || instruction.isTrigger) continue;
    for (const path of pathsOf(instruction.argumentsText)) {
      if (keepsNothing(path)) continue;
      const because = 'the stage is the one that is released';
      context.report({ file, span: instruction.argumentsSpan }, 'declared', { path }, { preset: 'strict', because });
    }
  }
}

/** `["/data", "/more"]` or `/data /more`; what a variable decides is left out. */
function pathsOf(text: string): string[] {
  const paths = text.trim().startsWith('[')
    ? (text.match(/"[^"]*"/g) ?? []).map((one) => one.slice(1, -1))
    : text.split(/\s+/);
  return paths.filter((path) => path.startsWith('/') && !path.includes('$'));
}
