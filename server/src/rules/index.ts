// Written by `npm run generate`; edits are lost.
import type { Rule } from '../core/rule/define-rule';
import type { Factor } from '../core/rule/factors';
import { factor as codebase } from './01-codebase/factor';
import noBranchPerDeploy from './01-codebase/no-branch-per-deploy';
import noCrossPackageRelativeImport from './01-codebase/no-cross-package-relative-import';
import noImportOfIgnoredFile from './01-codebase/no-import-of-ignored-file';
import requireVersionControl from './01-codebase/require-version-control';
import conflictingLockfiles from './02-dependencies/conflicting-lockfiles';
import { factor as dependencies } from './02-dependencies/factor';
import missingLockfile from './02-dependencies/missing-lockfile';
import noDevDependencyAtRuntime from './02-dependencies/no-dev-dependency-at-runtime';
import noFloatingDependencyVersion from './02-dependencies/no-floating-dependency-version';
import noHostNodeModulesInImage from './02-dependencies/no-host-node-modules-in-image';
import noUndeclaredDependency from './02-dependencies/no-undeclared-dependency';
import noUndeclaredSystemTool from './02-dependencies/no-undeclared-system-tool';
import noUnpinnedToolRun from './02-dependencies/no-unpinned-tool-run';
import preferFrozenInstall from './02-dependencies/prefer-frozen-install';
import unpinnedBaseImage from './02-dependencies/unpinned-base-image';
import dotenvNotIgnored from './03-config/dotenv-not-ignored';
import duplicateEnvKey from './03-config/duplicate-env-key';
import envExampleDrift from './03-config/env-example-drift';
import { factor as config } from './03-config/factor';
import invalidEnvLine from './03-config/invalid-env-line';
import missingEnvExample from './03-config/missing-env-example';
import noCommittedDotenv from './03-config/no-committed-dotenv';
import noDotenvInImage from './03-config/no-dotenv-in-image';
import noDotenvOverride from './03-config/no-dotenv-override';
import noEnvNameBranching from './03-config/no-env-name-branching';
import noEnvTypeConfusion from './03-config/no-env-type-confusion';
import noHardcodedCredentials from './03-config/no-hardcoded-credentials';
import noHardcodedDebugSwitch from './03-config/no-hardcoded-debug-switch';
import noHardcodedDeployHostname from './03-config/no-hardcoded-deploy-hostname';
import noHardcodedSecretArgument from './03-config/no-hardcoded-secret-argument';
import noNamedEnvGroups from './03-config/no-named-env-groups';
import noProcessEnvOutsideConfig from './03-config/no-process-env-outside-config';
import noPublicPrefixSecret from './03-config/no-public-prefix-secret';
import noSecretFallback from './03-config/no-secret-fallback';
import noSecretInImage from './03-config/no-secret-in-image';
import noSecretInManifest from './03-config/no-secret-in-manifest';
import undeclaredEnvVariable from './03-config/undeclared-env-variable';
import unusedEnvVariable from './03-config/unused-env-variable';
import { factor as backingServices } from './04-backing-services/factor';
import noHardcodedCloudResource from './04-backing-services/no-hardcoded-cloud-resource';
import noHardcodedConnectionString from './04-backing-services/no-hardcoded-connection-string';
import noHardcodedServiceEndpoint from './04-backing-services/no-hardcoded-service-endpoint';
import noHardcodedSocketPath from './04-backing-services/no-hardcoded-socket-path';
import noLocalMailTransport from './04-backing-services/no-local-mail-transport';
import noLoopbackServiceInContainer from './04-backing-services/no-loopback-service-in-container';
import { factor as buildReleaseRun } from './05-build-release-run/factor';
import mutableReleaseTag from './05-build-release-run/mutable-release-tag';
import noBuildAtStart from './05-build-release-run/no-build-at-start';
import noConfigBakedAtBuild from './05-build-release-run/no-config-baked-at-build';
import noDevServerInRelease from './05-build-release-run/no-dev-server-in-release';
import noRuntimeCodeUpdate from './05-build-release-run/no-runtime-code-update';
import noSourceMountInRelease from './05-build-release-run/no-source-mount-in-release';
import { factor as processes } from './06-processes/factor';
import noEmbeddedDatastore from './06-processes/no-embedded-datastore';
import noLocalFilePersistence from './06-processes/no-local-file-persistence';
import noLocalUploadStorage from './06-processes/no-local-upload-storage';
import noMemoryBackedStore from './06-processes/no-memory-backed-store';
import noMutableModuleState from './06-processes/no-mutable-module-state';
import noProcessLocalSessionStore from './06-processes/no-process-local-session-store';
import noRequestStateInMemory from './06-processes/no-request-state-in-memory';
import noStatefulAppVolume from './06-processes/no-stateful-app-volume';
import noStickySessions from './06-processes/no-sticky-sessions';
import { factor as portBinding } from './07-port-binding/factor';
import noHardcodedPort from './07-port-binding/no-hardcoded-port';
import noHardcodedPortInStartCommand from './07-port-binding/no-hardcoded-port-in-start-command';
import noLoopbackBind from './07-port-binding/no-loopback-bind';
import noUnexpandedVariableInExecForm from './07-port-binding/no-unexpanded-variable-in-exec-form';
import portMismatch from './07-port-binding/port-mismatch';
import { factor as concurrency } from './08-concurrency/factor';
import noBackgroundWorkInWebProcess from './08-concurrency/no-background-work-in-web-process';
import noDaemonizedProcess from './08-concurrency/no-daemonized-process';
import noInProcessCluster from './08-concurrency/no-in-process-cluster';
import noMultiProcessContainer from './08-concurrency/no-multi-process-container';
import noProcessManagerInContainer from './08-concurrency/no-process-manager-in-container';
import noUnscalableService from './08-concurrency/no-unscalable-service';
import entrypointWithoutExec from './09-disposability/entrypoint-without-exec';
import { factor as disposability } from './09-disposability/factor';
import missingSigtermHandler from './09-disposability/missing-sigterm-handler';
import noAbruptShutdown from './09-disposability/no-abrupt-shutdown';
import noAutoAckConsumer from './09-disposability/no-auto-ack-consumer';
import noDisabledGracePeriod from './09-disposability/no-disabled-grace-period';
import noPackageManagerStartCommand from './09-disposability/no-package-manager-start-command';
import noProcessExitInAppCode from './09-disposability/no-process-exit-in-app-code';
import noShellFormStartCommand from './09-disposability/no-shell-form-start-command';
import noSwallowedFatalError from './09-disposability/no-swallowed-fatal-error';
import backingServiceTypeDrift from './10-dev-prod-parity/backing-service-type-drift';
import backingServiceVersionDrift from './10-dev-prod-parity/backing-service-version-drift';
import { factor as devProdParity } from './10-dev-prod-parity/factor';
import noEnvConditionalBackingService from './10-dev-prod-parity/no-env-conditional-backing-service';
import noTestDoubleAtRuntime from './10-dev-prod-parity/no-test-double-at-runtime';
import nodeVersionDrift from './10-dev-prod-parity/node-version-drift';
import { factor as logs } from './11-logs/factor';
import noFileLogTransport from './11-logs/no-file-log-transport';
import noLogFileStream from './11-logs/no-log-file-stream';
import noLogRedirectionToFile from './11-logs/no-log-redirection-to-file';
import noLogRoutingInApp from './11-logs/no-log-routing-in-app';
import noLogVolume from './11-logs/no-log-volume';
import noStdoutLoggingDisabledInProduction from './11-logs/no-stdout-logging-disabled-in-production';
import adminCodeMissingFromRelease from './12-admin-processes/admin-code-missing-from-release';
import adminTaskReleaseDrift from './12-admin-processes/admin-task-release-drift';
import { factor as adminProcesses } from './12-admin-processes/factor';
import noAdminEndpointInWebProcess from './12-admin-processes/no-admin-endpoint-in-web-process';
import noMigrationOnStart from './12-admin-processes/no-migration-on-start';
import noSchemaSyncInApp from './12-admin-processes/no-schema-sync-in-app';
import unusedSuppression from './unused-suppression';

/** In the order of 12factor.net. */
export const factors: readonly Factor[] = [
  codebase,
  dependencies,
  config,
  backingServices,
  buildReleaseRun,
  processes,
  portBinding,
  concurrency,
  disposability,
  devProdParity,
  logs,
  adminProcesses,
];

/** In the order of their factors, then of their names. */
export const rules: readonly Rule[] = [
  noBranchPerDeploy,
  noCrossPackageRelativeImport,
  noImportOfIgnoredFile,
  requireVersionControl,
  conflictingLockfiles,
  missingLockfile,
  noDevDependencyAtRuntime,
  noFloatingDependencyVersion,
  noHostNodeModulesInImage,
  noUndeclaredDependency,
  noUndeclaredSystemTool,
  noUnpinnedToolRun,
  preferFrozenInstall,
  unpinnedBaseImage,
  dotenvNotIgnored,
  duplicateEnvKey,
  envExampleDrift,
  invalidEnvLine,
  missingEnvExample,
  noCommittedDotenv,
  noDotenvInImage,
  noDotenvOverride,
  noEnvNameBranching,
  noEnvTypeConfusion,
  noHardcodedCredentials,
  noHardcodedDebugSwitch,
  noHardcodedDeployHostname,
  noHardcodedSecretArgument,
  noNamedEnvGroups,
  noProcessEnvOutsideConfig,
  noPublicPrefixSecret,
  noSecretFallback,
  noSecretInImage,
  noSecretInManifest,
  undeclaredEnvVariable,
  unusedEnvVariable,
  noHardcodedCloudResource,
  noHardcodedConnectionString,
  noHardcodedServiceEndpoint,
  noHardcodedSocketPath,
  noLocalMailTransport,
  noLoopbackServiceInContainer,
  mutableReleaseTag,
  noBuildAtStart,
  noConfigBakedAtBuild,
  noDevServerInRelease,
  noRuntimeCodeUpdate,
  noSourceMountInRelease,
  noEmbeddedDatastore,
  noLocalFilePersistence,
  noLocalUploadStorage,
  noMemoryBackedStore,
  noMutableModuleState,
  noProcessLocalSessionStore,
  noRequestStateInMemory,
  noStatefulAppVolume,
  noStickySessions,
  noHardcodedPort,
  noHardcodedPortInStartCommand,
  noLoopbackBind,
  noUnexpandedVariableInExecForm,
  portMismatch,
  noBackgroundWorkInWebProcess,
  noDaemonizedProcess,
  noInProcessCluster,
  noMultiProcessContainer,
  noProcessManagerInContainer,
  noUnscalableService,
  entrypointWithoutExec,
  missingSigtermHandler,
  noAbruptShutdown,
  noAutoAckConsumer,
  noDisabledGracePeriod,
  noPackageManagerStartCommand,
  noProcessExitInAppCode,
  noShellFormStartCommand,
  noSwallowedFatalError,
  backingServiceTypeDrift,
  backingServiceVersionDrift,
  noEnvConditionalBackingService,
  noTestDoubleAtRuntime,
  nodeVersionDrift,
  noFileLogTransport,
  noLogFileStream,
  noLogRedirectionToFile,
  noLogRoutingInApp,
  noLogVolume,
  noStdoutLoggingDisabledInProduction,
  adminCodeMissingFromRelease,
  adminTaskReleaseDrift,
  noAdminEndpointInWebProcess,
  noMigrationOnStart,
  noSchemaSyncInApp,
  unusedSuppression,
];
