/** How a process of a file comes to run and how it is stopped, as places to show beside a finding. */
import type { FilePath } from '../documents/kinds';
import type { Related } from '../rule/finding';
import type { AppModel } from './app-model';
import { composeBuildOf, dockerfileOf } from './compose-services';
import type { StartCommand } from './start-commands';

/** From the start command through package scripts to the entry, and what is said of the time to end. */
export function startChain(app: AppModel, file: FilePath): Related[] {
  const start = app.folderStartCommands.find(
    ({ production, origin, entries }) =>
      production && origin !== 'script' && entries.length > 0 && app.reachableFrom(entries).has(file),
  );
  if (start === undefined) return [];
  const scripts = start.steps.flatMap(({ scripts: chain, at }) => {
    const script = chain.findLast(({ file: own }) => own.endsWith('package.json'));
    return script === undefined ? [] : [{ ...at, message: `The script "${script.name}" runs it.` }];
  });
  const [script] = scripts;
  return [
    { ...start.at, message: 'The process starts here.' },
    ...(script === undefined ? [] : [script]),
    ...gracePeriods(app, start),
  ];
}

/** What is said of the time that the process of a start command gets to end. */
export function gracePeriods(app: AppModel, { dockerfile, at, origin }: StartCommand): Related[] {
  const ofServices = app.folderComposeFiles.flatMap((model) =>
    model.document.services.flatMap((service): Related[] => {
      const build = composeBuildOf(service, model, app.folderComposeFiles);
      const { stopGracePeriod } = service;
      if (stopGracePeriod === undefined || build === undefined || dockerfileOf(build, model) !== dockerfile) return [];
      const message = `Service "${service.name}" gets ${stopGracePeriod.text} to end.`;
      return [{ file: model.file, span: stopGracePeriod.span, message }];
    }),
  );
  const ofPods = app.folderWorkloads.flatMap(({ model, workload, containers }): Related[] => {
    const { gracePeriod } = workload;
    const isMeant =
      containers.some((entry) => entry.dockerfile !== undefined && entry.dockerfile === dockerfile) ||
      (origin === 'kubernetes' && at.file === model.file);
    if (gracePeriod?.value === undefined || !isMeant) return [];
    return [{ file: model.file, span: gracePeriod.entrySpan, message: `The pods get ${gracePeriod.value} s to end.` }];
  });
  return [...ofServices, ...ofPods];
}
