import { kindOfDeploy } from './deploy-names';
import { splitName } from './names';

/**
 * Switches that show a service's inside: consoles for GraphQL, introspection, stack traces in answers, and the logging of
 * what clients say (Apollo Server, @nestjs/graphql, mercurius, express-graphql, nodemailer).
 */
export interface DebugSwitch {
  /** Ends the sentence "… is on". */
  readonly what: string;
  /** The variable that conventionally says it. */
  readonly variable: string;
}

const SWITCHES: readonly (DebugSwitch & { readonly pattern: RegExp })[] = [
  { pattern: /^(?:graphql)?playground(?:enabled)?$/i, what: 'The GraphQL playground', variable: 'GRAPHQL_PLAYGROUND' },
  { pattern: /^(?:enable)?graphiql(?:enabled)?$/i, what: 'GraphiQL', variable: 'GRAPHIQL' },
  { pattern: /^(?:graphql)?introspection(?:enabled)?$/i, what: 'Introspection', variable: 'GRAPHQL_INTROSPECTION' },
  {
    pattern: /^(?:includeStacktraceInErrorResponses|(?:show|expose|include|send)_?stack_?traces?)$/i,
    what: 'The stack trace in answers',
    variable: 'SHOW_STACK_TRACES',
  },
  { pattern: /^(?:enable_?)?debug(?:_?(?:mode|enabled))?$/i, what: 'Debugging', variable: 'DEBUG_ENABLED' },
];

/** The switch that an option is by its name. */
export function debugSwitchOf(name: string): DebugSwitch | undefined {
  return SWITCHES.find(({ pattern }) => pattern.test(name));
}

/** Calls that take such options, by module: the members, and which argument holds them. */
export const DEBUGGED_CALLS: ReadonlyMap<string, { readonly members: readonly string[]; readonly argument: number }> =
  new Map([
    ['@apollo/server', { members: ['ApolloServer'], argument: 0 }],
    ['apollo-server', { members: ['ApolloServer'], argument: 0 }],
    ['apollo-server-express', { members: ['ApolloServer'], argument: 0 }],
    ['apollo-server-koa', { members: ['ApolloServer'], argument: 0 }],
    ['apollo-server-fastify', { members: ['ApolloServer'], argument: 0 }],
    ['@nestjs/graphql', { members: ['GraphQLModule.forRoot'], argument: 0 }],
    ['express-graphql', { members: ['graphqlHTTP', ''], argument: 0 }],
    ['koa-graphql', { members: ['graphqlHTTP', ''], argument: 0 }],
    ['nodemailer', { members: ['createTransport'], argument: 0 }],
  ]);

/** Plugins that do: `app.register(mercurius, { graphiql: true })`. */
export const DEBUGGED_PLUGINS: ReadonlySet<string> = new Set(['mercurius']);

/** Names of the levels of loggers: beside them, `debug` is one of them. */
export const LOG_LEVELS: ReadonlySet<string> = new Set([
  'info',
  'warn',
  'warning',
  'error',
  'trace',
  'verbose',
  'fatal',
]);

/** A file or a block that is for one kind of deploy: `config/development.js`, `development: { … }`. */
export function namesDeploy(name: string): boolean {
  return splitName(name).some((word) => kindOfDeploy(word) !== undefined);
}

/** A text that may switch one on; most that speak of debugging do not. */
export const SWITCHED_ON = /(?:playground|graphiql|introspection|stack_?trace|debug)\w*["']?\s*:\s*true\b/i;
