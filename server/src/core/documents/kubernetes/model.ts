import type { Span } from '../../text/span';
import type { ImageReference } from '../image-reference';
import type { YamlError } from '../yaml/tree';

/**
 * A YAML file of Kubernetes: manifests (also templates of a Helm chart, read as far as they are known), a kustomization, or
 * the values of a chart. All spans are UTF-16 offsets into the text that was parsed.
 */
export interface KubernetesDocument {
  /** In order; those of a `List` one by one. Empty for YAML that is none of this. */
  readonly resources: readonly KubernetesResource[];
  readonly kustomization?: Kustomization;
  readonly values?: HelmValues;
  readonly errors: readonly YamlError[];
}

export interface KubernetesText {
  /** As written, quotes not. */
  readonly text: string;
  /** Quotes excluded. */
  readonly span: Span;
  /** `undefined` where a template, a variable or a condition decides. */
  readonly resolved: string | undefined;
}

export interface KubernetesNumber extends KubernetesText {
  readonly value: number | undefined;
  /** With its key. */
  readonly entrySpan: Span;
}

/** An entry of a mapping of texts: annotation, label, data, environment variable. */
export interface KubernetesVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** As written; absent where the value comes from elsewhere. */
  readonly value?: string;
  readonly valueSpan?: Span;
  readonly resolved: string | undefined;
  /** The whole entry. */
  readonly span: Span;
}

export interface KubernetesResource {
  /** `Deployment`, `Service`, …; any kind that is named. */
  readonly kind: string;
  readonly apiVersion: string;
  readonly kindSpan: Span;
  readonly name?: KubernetesText;
  readonly namespace?: KubernetesText;
  readonly span: Span;
  readonly annotations: readonly KubernetesVariable[];
  readonly labels: readonly KubernetesVariable[];
  /** What the annotation `twelve-factor/ignore` (of the resource or its pods) names. */
  readonly ignores: readonly KubernetesVariable[];
  readonly workload?: KubernetesWorkload;
  readonly service?: KubernetesService;
  readonly ingress?: KubernetesIngress;
  /** `data` and `stringData` of a ConfigMap or Secret. */
  readonly data: readonly KubernetesData[];
  /** Of a mesh or a router of its own kind: what ties clients to pods. */
  readonly affinities: readonly KubernetesAffinity[];
  /** Keys of the Secret that a SealedSecret or an ExternalSecret makes in the cluster. */
  readonly secretKeys: readonly { readonly name: string; readonly nameSpan: Span }[];
  readonly autoscaler?: KubernetesAutoscaler;
  /** Of a PersistentVolumeClaim. */
  readonly accessModes: readonly KubernetesText[];
}

export type WorkloadKind =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'ReplicationController'
  | 'Job'
  | 'CronJob'
  | 'Pod'
  /** Knative and Cloud Run. */
  | 'KnativeService'
  /** Of Argo: shaped like a Deployment. */
  | 'Rollout'
  /** Of OpenShift: shaped like a Deployment. */
  | 'DeploymentConfig';

export interface KubernetesWorkload {
  readonly kind: WorkloadKind;
  readonly replicas?: KubernetesNumber;
  /** `strategy.type` or `updateStrategy.type` */
  readonly strategy?: KubernetesText;
  /** Init containers first. */
  readonly containers: readonly KubernetesContainer[];
  readonly volumes: readonly KubernetesVolume[];
  /** Claims that a StatefulSet makes for each pod, by name. */
  readonly claimTemplates: readonly string[];
  readonly gracePeriod?: KubernetesNumber;
  /** Present for `hostNetwork: true`. */
  readonly hostNetwork?: KubernetesText & { readonly entrySpan: Span };
  readonly podLabels: readonly KubernetesVariable[];
  readonly podAnnotations: readonly KubernetesVariable[];
}

export interface KubernetesContainer {
  readonly name?: KubernetesText;
  readonly span: Span;
  /** True for an init container that ends before the others start; one with `restartPolicy: Always` runs beside them. */
  readonly init: boolean;
  readonly image?: KubernetesImage;
  /** Replaces the ENTRYPOINT of the image. */
  readonly command?: KubernetesCommand;
  /** Replaces the CMD of the image. */
  readonly args?: KubernetesCommand;
  readonly workingDir?: KubernetesText;
  readonly env: readonly KubernetesEnvironmentVariable[];
  readonly envFrom: readonly KubernetesEnvironmentSource[];
  readonly ports: readonly KubernetesPort[];
  readonly probes: readonly KubernetesProbe[];
  readonly preStop?: KubernetesHook;
  readonly volumeMounts: readonly KubernetesMount[];
}

export interface KubernetesImage extends KubernetesText {
  readonly reference: ImageReference | undefined;
  /** The part before a tag that a template fills in: `ghcr.io/acme/api` of `ghcr.io/acme/api:{{ .Values.tag }}`. */
  readonly repository: string | undefined;
}

export interface KubernetesCommand {
  readonly words: readonly KubernetesText[];
  /** The list. */
  readonly span: Span;
}

export interface KubernetesEnvironmentVariable extends KubernetesVariable {
  /** False where a template or a condition decides whether it is there, or what it is called. */
  readonly certain: boolean;
  readonly from?: KubernetesSource;
}

export interface KubernetesSource {
  readonly type: 'secret' | 'config-map' | 'field';
  readonly name?: KubernetesText;
  readonly key?: KubernetesText;
}

export interface KubernetesEnvironmentSource extends KubernetesSource {
  readonly prefix?: string;
  readonly span: Span;
}

export interface KubernetesPort {
  readonly name?: string;
  readonly container?: KubernetesNumber;
  readonly host?: KubernetesNumber;
  readonly span: Span;
}

export interface KubernetesProbe {
  readonly type: 'liveness' | 'readiness' | 'startup';
  /** A number or the name of a port. */
  readonly port?: KubernetesText;
  readonly path?: KubernetesText;
  readonly command?: KubernetesCommand;
  readonly span: Span;
}

export interface KubernetesHook {
  readonly command?: KubernetesCommand;
  /** `sleep.seconds` */
  readonly sleep?: KubernetesNumber;
  readonly span: Span;
}

export interface KubernetesMount {
  readonly name: string;
  readonly path?: KubernetesText;
  readonly subPath?: KubernetesText;
  readonly readOnly: boolean;
  readonly span: Span;
}

export interface KubernetesVolume {
  readonly name: string;
  /** `emptyDir`, `hostPath`, `persistentVolumeClaim`, `configMap`, … as written; empty where it is not known. */
  readonly type: string;
  /** Of a `hostPath`. */
  readonly path?: KubernetesText;
  readonly claim?: KubernetesText;
  readonly span: Span;
}

export interface KubernetesService {
  readonly selector: readonly KubernetesVariable[];
  readonly type?: KubernetesText;
  readonly ports: readonly {
    readonly name?: string;
    readonly port?: KubernetesNumber;
    /** A number or the name of a container's port. */
    readonly target?: KubernetesText;
    readonly span: Span;
  }[];
  readonly sessionAffinity?: KubernetesText & { readonly entrySpan: Span };
  /** The entry `sessionAffinityConfig`. */
  readonly affinityConfigSpan?: Span;
}

export interface KubernetesAffinity {
  /** `httpCookie`, `useSourceIp`, `sticky`, `Cookie`. */
  readonly by: string;
  /** The entry that can be deleted. */
  readonly span: Span;
}

export interface KubernetesIngress {
  readonly hosts: readonly KubernetesText[];
  readonly backends: readonly { readonly service: KubernetesText; readonly port?: KubernetesText }[];
}

export interface KubernetesData extends KubernetesVariable {
  /** True for `data` of a Secret, which is base64. */
  readonly encoded: boolean;
}

export interface KubernetesAutoscaler {
  readonly minimum?: KubernetesNumber;
  readonly maximum?: KubernetesNumber;
  readonly targetKind?: string;
  readonly targetName?: string;
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export interface Kustomization {
  /** Files and folders that it builds on, as written. */
  readonly resources: readonly KubernetesText[];
  readonly images: readonly {
    readonly name: string;
    readonly newName?: KubernetesText;
    readonly newTag?: KubernetesText;
    readonly digest?: KubernetesText;
    readonly span: Span;
  }[];
  readonly replicas: readonly { readonly name: string; readonly count: number | undefined; readonly span: Span }[];
  /** Literals of generators, `NAME=value`. */
  readonly literals: readonly (KubernetesVariable & { readonly secret: boolean })[];
}

/** The part of a chart's values that means the same in almost every chart. */
export interface HelmValues {
  /** `image.repository` with `image.tag`, at any depth. */
  readonly images: readonly {
    /** Keys that lead to the image, `image` left out: `['web']`. */
    readonly path: readonly string[];
    readonly registry?: KubernetesText;
    readonly repository: KubernetesText;
    readonly tag?: KubernetesText;
    readonly span: Span;
  }[];
  readonly replicas: readonly (KubernetesNumber & { readonly path: readonly string[] })[];
}
