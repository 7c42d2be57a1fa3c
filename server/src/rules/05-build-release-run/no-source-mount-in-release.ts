import type { ComposeVolume } from '../../core/documents/compose/parse';
import { directoryOf, joinPath } from '../../core/documents/kinds';
import { SOURCE_FOLDERS } from '../../core/knowledge/file-roles';
import { defineRule } from '../../core/rule/define-rule';
import { fixOf } from '../../core/rule/fix';
import { appMounts } from '../../core/workspace/app-mounts';
import { composeBuildOf, contextOf } from '../../core/workspace/compose-services';
import { removeFromYaml } from '../../refactor/yaml-removal';

export default defineRule({
  id: 'build-release-run/no-source-mount-in-release',
  summary: 'The sources of the machine lie over the code of the image in production.',
  why: 'What runs is then whatever lies in a folder of the machine, not what was built and tested: two machines run different code, a change needs no release, and none can be brought back.',
  remedy: 'Run the code of the image; mount the sources in a compose file for development.',
  messages: {
    host: 'The pods of "{{owner}}" run what lies in a folder of their node over "{{path}}", instead of what the image holds.',
    mount: 'Service "{{service}}" runs the sources in "{{source}}" of the machine instead of what its image holds.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages' },
  appReads: 'structure',
  app(context) {
    const { composeFiles } = context.app;
    for (const { file, span, owner, target, from, workdir } of appMounts(context.app)) {
      if (from !== 'host' || workdir === undefined) continue;
      const sources = [workdir, ...SOURCE_FOLDERS.map((name) => `${workdir}/${name}`)];
      if (!sources.includes(target)) continue;
      const because = 'the image keeps the code of the app there';
      context.report({ file, span }, 'host', { owner, path: target }, { fixable: false, because });
    }
    for (const model of composeFiles) {
      if (model.role !== 'production') continue;
      for (const service of model.document.services) {
        const build = composeBuildOf(service, model, composeFiles);
        if (build === undefined) continue;
        const folder = directoryOf(model.file);
        const root = contextOf(build, model);
        const sources = new Set([root, ...SOURCE_FOLDERS.map((name) => joinPath(root, name))]);
        for (const volume of service.volumes) {
          if (!isWritableBind(volume) || !sources.has(joinPath(folder, volume.source))) continue;
          context.report(
            { file: model.file, span: volume.span },
            'mount',
            { service: service.name, source: volume.source },
            { fixable: volume.text.includes(':'), because: 'the image of the service is built from that folder' },
          );
        }
      }
    }
  },
  fix({ finding, file, text }) {
    const quote = /["']/.test(text.charAt(finding.span.end)) ? 1 : 0;
    const item = { start: finding.span.start - quote, end: finding.span.end + quote };
    const edit = removeFromYaml(text, item);
    return edit && fixOf('Run the code of the image', 'suggestion', file, [edit]);
  },
});

function isWritableBind(volume: ComposeVolume): volume is ComposeVolume & { readonly source: string } {
  return volume.type === 'bind' && !volume.readOnly && volume.source !== undefined && !/^[/~$]/.test(volume.source);
}
