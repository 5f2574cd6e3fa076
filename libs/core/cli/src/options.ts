import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { z } from 'zod';
import type { AnyTool } from './tool.ts';

/** What `.meta()` of an option holds: `flags` for an option, `argument` for a positional one. */
export interface OptionMeta {
  readonly description: string;
  readonly flags?: string;
  readonly argument?: string;
}

const metaOf = (schema: z.ZodType): OptionMeta => (schema.meta() ?? { description: '' }) as OptionMeta;

/** Name, flags, description and default of every option, in the order of declaration. */
export function optionFlags(
  tool: AnyTool,
): readonly (OptionMeta & { readonly name: string; readonly fallback: unknown })[] {
  return Object.entries(tool.options.shape as Record<string, z.ZodType>).map(([name, schema]) => ({
    ...metaOf(schema),
    name,
    fallback: schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined,
  }));
}

/** JSON schemas for the docs page, tool calling and MCP. */
export function toolSchemas(tool: AnyTool): { readonly input: unknown; readonly output: unknown } {
  return {
    input: z.toJSONSchema(tool.options, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(tool.output, { io: 'output', unrepresentable: 'any' }),
  };
}

/** Declares the tool's options on a commander command; values are left as text for zod to judge. */
export function declareOptions(command: Command, tool: AnyTool): void {
  for (const [name, schema] of Object.entries(tool.options.shape as Record<string, z.ZodType>)) {
    const meta = metaOf(schema);
    if (meta.argument !== undefined) command.addArgument(new Argument(meta.argument, meta.description));
    else command.addOption(declareOption(name, schema, meta));
  }
}

function declareOption(name: string, schema: z.ZodType, meta: OptionMeta): Option {
  if (meta.flags === undefined) throw new Error(`option ${name} has neither flags nor argument`);
  const option = new Option(meta.flags, describe(schema, meta));
  if (option.attributeName() !== name) throw new Error(`flags "${meta.flags}" do not spell the option ${name}`);
  if (isArray(schema)) option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

function describe(schema: z.ZodType, meta: OptionMeta): string {
  const fallback: unknown = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
  const plain = fallback === undefined || fallback === false || Array.isArray(fallback);
  return plain ? meta.description : `${meta.description} (default: ${String(fallback)})`;
}

function isArray(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodArray) return true;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return isArray(schema.unwrap() as z.ZodType);
  return false;
}

/** Positional values by the name of their option: the last argument takes the rest when it is variadic. */
export function namedArguments(tool: AnyTool, processed: readonly unknown[]): Record<string, unknown> {
  const names = optionFlags(tool).filter((option) => option.argument !== undefined);
  return Object.fromEntries(names.map((option, index) => [option.name, processed[index]]));
}
