/** Programs that open a port by themselves, and how they are told which. */
export interface PortProgram {
  readonly program: RegExp;
  /** The first operand, where only some commands of the program open a port. */
  readonly operand?: RegExp;
  readonly flags: readonly string[];
  /** True when the program takes PORT by itself, so that the flag can go. */
  readonly readsPort: boolean;
}

export const PORT_PROGRAMS: readonly PortProgram[] = [
  { program: /^next$/, operand: /^(?:start|dev)$/, flags: ['-p', '--port'], readsPort: true },
  { program: /^(?:nuxt|nuxi)$/, operand: /^(?:start|preview|dev)$/, flags: ['-p', '--port'], readsPort: true },
  { program: /^vite$/, operand: /^preview$/, flags: ['--port'], readsPort: false },
  { program: /^astro$/, operand: /^preview$/, flags: ['--port'], readsPort: false },
  { program: /^gatsby$/, operand: /^serve$/, flags: ['-p', '--port'], readsPort: false },
  { program: /^serve$/, flags: ['-l', '--listen', '-p'], readsPort: true },
  { program: /^http-server$/, flags: ['-p', '--port'], readsPort: true },
  { program: /^json-server$/, flags: ['-p', '--port'], readsPort: false },
];

/** How a program of a project's own is told its port, by what most of them have in common. */
export const OTHER_PORT_PROGRAM: Pick<PortProgram, 'flags' | 'readsPort'> = {
  flags: ['-p', '--port'],
  readsPort: false,
};

/** Ports that debuggers listen on. */
export const DEBUG_PORTS: ReadonlySet<number> = new Set([9229, 9230, 5858]);
