export interface Field {
  /** `verdict.culprit.tgid`; `[]` marks the items of a list. */
  readonly path: string;
  readonly type: string;
  readonly description: string;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** Every field of a JSON schema, parents before children, at most `depth` names long. */
export function fieldsOf(schema: unknown, depth: number): Field[] {
  return children(schema as Schema, '', depth);
}

function children(schema: Schema, prefix: string, depth: number): Field[] {
  if (depth === 0) return [];
  const { inner, suffix } = unwrapped(schema);
  return Object.entries(inner.properties ?? {}).flatMap(([name, child]) => {
    const path = `${prefix}${suffix}${prefix === '' ? '' : '.'}${name}`;
    return [{ path, type: typeOf(child), description: child.description ?? '' }, ...children(child, path, depth - 1)];
  });
}

// The object that carries the properties: through null-or-object and lists.
function unwrapped(schema: Schema): { inner: Schema; suffix: string } {
  const some = schema.anyOf?.find((option) => option.type !== 'null');
  if (some !== undefined) return unwrapped(some);
  if (schema.items === undefined) return { inner: schema, suffix: '' };
  const { inner, suffix } = unwrapped(schema.items);
  return { inner, suffix: `[]${suffix}` };
}

function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return choice(schema.enum.map(String));
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return typeof schema.type === 'string' ? schema.type : (schema.type ?? ['any']).join(' or ');
}

const choice = (values: readonly string[]): string =>
  values.length > 6 ? `one of ${values.length} words` : values.join(', ');
