/** As much of each library as the fixtures use, in the form of its documentation: types to check against, code to run. */
export const LIBRARY_STUBS: Readonly<Record<string, string>> = {
  'node_modules/@types/node/index.d.ts': `
declare namespace NodeJS { interface ProcessEnv { [name: string]: string | undefined } }
declare const process: { env: NodeJS.ProcessEnv; exit(code: number): never };
declare function require(name: string): any;
declare const module: { exports: unknown };
`,
  'node_modules/envalid/index.ts': `
interface Validator<T> { parse(text: string): T; devDefault?: T }
const make = <T>(parse: (text: string) => T) => (spec: { default?: T; devDefault?: T; desc?: string } = {}): Validator<T> => ({ ...spec, parse });
export const str = make<string>((text) => text);
export const url = make<string>((text) => new URL(text) && text);
export const num = make<number>(Number);
export const port = make<number>(Number);
export const bool = make<boolean>((text) => text === 'true');
export function cleanEnv<T extends object>(environment: NodeJS.ProcessEnv, specs: { [K in keyof T]: Validator<T[K]> }): Readonly<T> {
  const result: Record<string, unknown> = {};
  for (const [name, validator] of Object.entries<Validator<unknown>>(specs)) {
    const text = environment[name];
    if (text === undefined) throw new Error(name + ' is missing');
    result[name] = validator.parse(text);
  }
  return result as T;
}
`,
  'node_modules/znv/index.ts': `
import { z } from 'zod';
export const port = () => z.number().int().min(0).max(65535);
export function parseEnv<S extends Record<string, z.ZodType>>(environment: NodeJS.ProcessEnv, schema: S): { [K in keyof S]: z.output<S[K]> } {
  const result: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(schema)) {
    const text = environment[name] ?? '';
    const direct = type.safeParse(text);
    result[name] = direct.success ? direct.data : type.parse(JSON.parse(text));
  }
  return result as { [K in keyof S]: z.output<S[K]> };
}
`,
  'node_modules/@t3-oss/env-core/index.ts': `
import { z } from 'zod';
type Shape = Record<string, z.ZodType>;
export function createEnv<S extends Shape, C extends Shape = {}>(options: { server: S; client?: C; clientPrefix?: string; runtimeEnv: Record<keyof S | keyof C, string | undefined> | NodeJS.ProcessEnv }): { [K in keyof S]: z.output<S[K]> } & { [K in keyof C]: z.output<C[K]> } {
  return z.object({ ...options.server, ...options.client }).parse(options.runtimeEnv) as { [K in keyof S]: z.output<S[K]> } & { [K in keyof C]: z.output<C[K]> };
}
`,
  'node_modules/valibot/index.ts': `
interface Action<I, O> { run(input: I): O }
interface Schema<T> { run(input: unknown): T }
const check = <T>(is: (input: unknown) => boolean): Schema<T> => ({ run(input) { if (!is(input)) throw new Error('invalid'); return input as T; } });
export const string = (): Schema<string> => check((input) => typeof input === 'string');
export const number = (): Schema<number> => check((input) => typeof input === 'number' && !Number.isNaN(input));
export const picklist = <T extends string>(values: readonly T[]): Schema<T> => check((input) => values.includes(input as T));
export const minLength = (least: number): Action<string, string> => check((input) => String(input).length >= least);
export const url = (): Action<string, string> => check((input) => new URL(String(input)) !== undefined);
export const transform = <I, O>(change: (input: I) => O): Action<I, O> => ({ run: change });
export function pipe<A, B>(first: Schema<A>, second: Action<A, B>): Schema<B>;
export function pipe<A, B, C>(first: Schema<A>, second: Action<A, B>, third: Action<B, C>): Schema<C>;
export function pipe(...steps: Schema<any>[]): Schema<any> { return { run: (input) => steps.reduce((value, step) => step.run(value), input) }; }
export function object<T extends Record<string, Schema<unknown>>>(entries: T): Schema<{ [K in keyof T]: ReturnType<T[K]['run']> }> {
  return { run: (input) => Object.fromEntries(Object.entries(entries).map(([key, schema]) => [key, schema.run((input as any)[key])])) as any };
}
export const parse = <T>(schema: Schema<T>, input: unknown): T => schema.run(input);
`,
  'node_modules/convict/index.ts': `
type Leaf<T> = { format?: unknown; default: T; env?: string; sensitive?: boolean; doc?: string };
type At<T, P extends string> = P extends \`\${infer Head}.\${infer Rest}\` ? (Head extends keyof T ? At<T[Head], Rest> : never) : P extends keyof T ? (T[P] extends Leaf<infer V> ? V : never) : never;
function convict<const S extends object>(schema: S): { get<P extends string>(path: P): Widen<At<S, P>>; validate(): void } {
  const node = (path: string): any => path.split('.').reduce((value: any, key) => value[key], schema);
  return {
    get(path: string): any {
      const { env, format, default: none } = node(path);
      const text = process.env[env];
      if (text === undefined) return none;
      return format === Number || format === 'port' ? Number(text) : format === Boolean ? text === 'true' : text;
    },
    validate() {},
  };
}
type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
export default convict;
`,
  'node_modules/env-var/index.ts': `
const reader = (text: string | undefined) => ({
  required: () => reader(text),
  asString: () => text ?? '',
  asUrlString: () => text ?? '',
  asFloat: () => Number(text),
  asPortNumber: () => Number(text),
  asBool: () => text === 'true',
});
export const get = (name: string) => reader(process.env[name]);
export default { get };
`,
  'node_modules/joi/index.ts': `
const chain = (change: (text: string) => unknown): any => ({ change, required: () => chain(change), default: () => chain(change), port: () => chain(change), uri: () => chain(change) });
const Joi = { string: () => chain((text) => text), number: () => chain(Number), boolean: () => chain((text) => text === 'true'), object: (keys: Record<string, any>) => keys };
export default Joi;
export const { string, number, boolean, object } = Joi;
`,
  'node_modules/@nestjs/config/index.ts': `
const values: Record<string, unknown> = {};
export class ConfigModule {
  static forRoot(options: { validationSchema?: Record<string, any>; load?: (() => [string, object])[]; validate?: (environment: Record<string, unknown>) => object }): ConfigModule {
    if (options.validate !== undefined) Object.assign(values, options.validate(process.env));
    for (const [name, type] of Object.entries(options.validationSchema ?? {})) values[name] = type.change(process.env[name]);
    for (const [name, own] of (options.load ?? []).map((make) => make())) for (const [key, value] of Object.entries(own)) values[name + '.' + key] = value;
    return new ConfigModule();
  }
}
export class ConfigService {
  get<T = any>(name: string): T | undefined { return values[name] as T; }
  getOrThrow<T = any>(name: string): T {
    const value = values[name] ?? process.env[name];
    if (value === undefined) throw new TypeError(name + ' is missing');
    return value as T;
  }
}
export const registerAs = <T extends object>(name: string, make: () => T) => (): [string, T] => [name, make()];
`,
  'node_modules/env-schema/index.ts': `
export interface Schema { type: 'object'; required?: string[]; properties: Record<string, { type: string; default?: unknown }> }
export const convert = (schema: Schema): any =>
  Object.fromEntries(Object.entries(schema.properties).map(([name, { type }]) => {
    const text = process.env[name];
    if (text === undefined) throw new Error(name + ' is missing');
    return [name, type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text];
  }));
export default function envSchema<T>(options: { schema: Schema; dotenv?: boolean }): T { return convert(options.schema); }
`,
  'node_modules/@fastify/env/index.ts': `
import type { FastifyInstance } from 'fastify';
import { convert, type Schema } from 'env-schema';
export default function fastifyEnv(fastify: FastifyInstance, options: { schema: Schema; confKey?: string }): void {
  Object.assign(fastify, { [options.confKey ?? 'config']: convert(options.schema) });
}
`,
  'node_modules/class-transformer/index.ts': `
export const conversions = new Map<string, (value: unknown) => unknown>();
export const Type = (type: () => (value: unknown) => unknown): PropertyDecorator => (_target, key) => { conversions.set(String(key), type()); };
export function plainToInstance<T extends object>(made: new () => T, plain: Record<string, unknown>, options: { enableImplicitConversion?: boolean } = {}): T {
  const instance = new made() as Record<string, unknown>;
  for (const [key, value] of Object.entries(plain)) instance[key] = conversions.get(key)?.(value) ?? value;
  return instance as T;
}
`,
  'node_modules/class-validator/index.ts': `
const checks = new Map<string, ((value: unknown) => boolean)[]>();
const check = (is: (value: unknown) => boolean): PropertyDecorator => (_target, key) => {
  checks.set(String(key), [...(checks.get(String(key)) ?? []), is]);
};
export const IsString = () => check((value) => typeof value === 'string');
export const IsNotEmpty = () => check((value) => value !== '' && value !== undefined);
export const IsNumber = () => check((value) => typeof value === 'number');
export const Min = (least: number) => check((value) => Number(value) >= least);
export const Max = (most: number) => check((value) => Number(value) <= most);
export const IsIn = (values: readonly unknown[]) => check((value) => values.includes(value));
export function validateSync(instance: object): string[] {
  return [...checks].filter(([key, list]) => !list.every((is) => is((instance as any)[key]))).map(([key]) => key);
}
`,
  'node_modules/@adonisjs/core/env/index.ts': `
type Parse<T> = (text: string) => T;
export class Env<S extends Record<string, Parse<unknown>>> {
  private constructor(private readonly values: Record<string, unknown>) {}
  static async create<S extends Record<string, Parse<unknown>>>(root: URL, schema: S): Promise<Env<S>>;
  static create(root: URL, schema: Record<string, Parse<unknown>>): any {
    return new Env(Object.fromEntries(Object.entries(schema).map(([name, parse]) => [name, parse(process.env[name] ?? '')])));
  }
  get<K extends keyof S & string>(name: K): ReturnType<S[K]> { return this.values[name] as ReturnType<S[K]>; }
  static schema = {
    string: (options: { format?: string; tld?: boolean } = {}): Parse<string> => (text) => text,
    number: (): Parse<number> => Number,
    boolean: (): Parse<boolean> => (text) => text === 'true',
  };
}
`,
  'node_modules/fastify-plugin/index.ts': `
export default <T>(plugin: T): T => plugin;
`,
  'node_modules/fastify/index.ts': `
export interface FastifyInstance { register<O>(plugin: (fastify: FastifyInstance, options: O) => void, options: O): void }
export default function fastify(): FastifyInstance {
  const instance: FastifyInstance = { register: (plugin, options) => plugin(instance, options) };
  return instance;
}
`,
};
