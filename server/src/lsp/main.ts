import module from 'node:module';
import { runLanguageServer } from './run';

// Node 22 and later keep the compiled form of what is loaded below; that halves the time it takes.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
runLanguageServer(process.argv.slice(2));
