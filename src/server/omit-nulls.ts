// Leaves out null fields of answers, as clients expect (3-rest-api §0.6). Compiled from the reply's schema: only fields
// that may be absent are touched, so a null inside free JSON (user data, events) stays.
import { z } from "zod";

/** Changes the record in place: answers belong to the request. */
export type NullRemover = (value: unknown) => void;

/** null: there is nothing to remove in values of this schema. */
export function compileNullRemover(schema: z.ZodType | undefined): NullRemover | null {
	if (schema === undefined) return null;
	const inner = withoutWrappers(schema);
	if (inner instanceof z.ZodArray) return forArray(inner.element as z.ZodType);
	if (inner instanceof z.ZodObject) return forObject(inner.shape as Record<string, z.ZodType>);
	if (inner instanceof z.ZodUnion) return forUnion(inner.options as z.ZodType[]);
	return null;
}

function forArray(element: z.ZodType): NullRemover | null {
	const remove = compileNullRemover(element);
	if (remove === null) return null;
	return (value) => {
		if (Array.isArray(value)) for (const item of value) remove(item);
	};
}

function forObject(shape: Record<string, z.ZodType>): NullRemover | null {
	const optional = Object.keys(shape).filter(
		(name) => shape[name]?.safeParse(undefined).success === true && mayBeLeftOut(shape[name]),
	);
	const nested = Object.entries(shape).flatMap(([name, field]) => {
		const remove = compileNullRemover(field);
		return remove === null ? [] : [{ name, remove }];
	});
	if (optional.length === 0 && nested.length === 0) return null;
	return (value) => {
		if (typeof value !== "object" || value === null) return;
		const record = value as Record<string, unknown>;
		// undefined is left out by JSON.stringify; deleting the key would slow the object down.
		for (const name of optional) if (record[name] === null) record[name] = undefined;
		for (const { name, remove } of nested) if (record[name] !== undefined) remove(record[name]);
	};
}

/** For schemas whose variants differ by fields: removing what any variant may omit is right for all we declare. */
function forUnion(options: readonly z.ZodType[]): NullRemover | null {
	const removers = options.flatMap((option) => compileNullRemover(option) ?? []);
	if (removers.length === 0) return null;
	return (value) => {
		for (const remove of removers) remove(value);
	};
}

/** `unknown` accepts undefined without being declared optional: its null is a value. */
const mayBeLeftOut = (schema: z.ZodType | undefined): boolean =>
	schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;

function withoutWrappers(schema: z.ZodType): z.ZodType {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
		return withoutWrappers(schema.unwrap() as z.ZodType);
	}
	return schema;
}
