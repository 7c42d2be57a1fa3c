import type { FilePath } from '../../core/documents/kinds';
import { Bindings } from '../../core/documents/typescript/bindings';
import { parseTypeScript } from '../../core/documents/typescript/parse';
import type { EditContext } from '../../core/rule/fix';
import { styleOf } from '../source-style';
import { adonis } from './adonis';
import { convict } from './convict';
import { envVar } from './env-var';
import { envalid } from './envalid';
import type { Adapter, ConfigHome, ConfigModule } from './home';
import { joi } from './joi';
import { envSchema, fastifyEnv } from './json-schema';
import { nestConfig } from './nest-config';
import { valibot, zod } from './parsed-schema';
import { plainObject } from './plain-object';
import { t3Env } from './t3-env';
import { znv } from './znv';

/** Libraries made for the environment before those that serve for it, and those before none. */
const ADAPTERS: readonly Adapter[] = [
  envalid,
  znv,
  t3Env,
  convict,
  envSchema,
  fastifyEnv,
  nestConfig,
  adonis,
  zod,
  valibot,
  joi,
  envVar,
  plainObject,
];

export interface FoundHome {
  readonly file: FilePath;
  readonly library: string;
  readonly home: ConfigHome;
}

/** The module in which the package of a document declares its variables; `undefined` where it reads them as it goes. */
export function findConfigHome(context: EditContext): FoundHome | undefined {
  const modules = context.configModules().flatMap((file) => moduleOf(context, file) ?? []);
  for (const adapter of ADAPTERS) {
    for (const module of modules) {
      const home = adapter.find(
        module,
        modules.filter((other) => other !== module),
      );
      if (home !== undefined) return { file: module.file, library: adapter.library, home };
    }
  }
  return undefined;
}

function moduleOf(context: EditContext, file: FilePath): ConfigModule | undefined {
  const text = file === context.file ? context.text : context.companion(file);
  if (text === undefined) return undefined;
  const tree = file === context.file ? context.tree() : parseTypeScript(file, text);
  return { file, tree, bindings: new Bindings(tree), style: styleOf(tree) };
}
