/** A real VS Code workbench on a machine that has neither VS Code nor a display: its server, and a headless browser. */
export { type WindowContent, windowAddress } from './address';
export { describeError, HostError } from './host-error';
export { installBrowser } from './install-browser';
export { installServer } from './install-server';
export { exitOnSignals, exitWithParent, onExit } from './lifetime';
export { type Server, type ServerOptions, startServer } from './server';
export { quietSettings, type UserSettings } from './settings';
export { temporaryFolder } from './temporary-folder';
export { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench';
