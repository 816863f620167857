// Finds what a checked body still has that cannot be kept as it is: bad text, free JSON that is nested too deep.
// Compiled once per route from the body's schema.
import { z } from "zod";
import { jsonProblem, textProblem } from "../../core/storable.ts";

export interface BodyProblem {
	/** As in `jobs.3.name`; empty for the body itself. */
	readonly field: string;
	readonly problem: string;
}

/** The first problem of a value that fits the schema; null: none. */
export type ProblemFinder = (value: unknown) => BodyProblem | null;

/** null: values of this schema can always be kept. */
export function compileProblemFinder(schema: z.ZodType): ProblemFinder | null {
	if (schema instanceof z.ZodString) return (value) => found(textProblem(value as string));
	if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return (value) => found(jsonProblem(value));
	if (schema instanceof z.ZodArray) return inArray(schema.element as z.ZodType);
	if (schema instanceof z.ZodRecord) return inRecord(schema.valueType as z.ZodType);
	if (schema instanceof z.ZodObject) return inObject(schema.shape as Record<string, z.ZodType>);
	if (schema instanceof z.ZodUnion) return inUnion(schema.options as z.ZodType[]);
	if (schema instanceof z.ZodPipe) return compileProblemFinder(schema.out as z.ZodType);
	if (isWrapper(schema)) return present(compileProblemFinder(schema.unwrap() as z.ZodType));
	return null;
}

const found = (problem: string | null): BodyProblem | null => (problem === null ? null : { field: "", problem });

const isWrapper = (schema: z.ZodType): schema is z.ZodOptional | z.ZodNullable | z.ZodDefault =>
	schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;

const present = (find: ProblemFinder | null): ProblemFinder | null =>
	find && ((value) => (value === undefined || value === null ? null : find(value)));

const below = (name: string | number, problem: BodyProblem): BodyProblem => ({
	...problem,
	field: problem.field === "" ? String(name) : `${name}.${problem.field}`,
});

function inArray(element: z.ZodType): ProblemFinder | null {
	const find = compileProblemFinder(element);
	if (find === null) return null;
	return (value) => {
		for (const [index, item] of (value as unknown[]).entries()) {
			const problem = find(item);
			if (problem !== null) return below(index, problem);
		}
		return null;
	};
}

/** Keys are text of the caller's. */
function inRecord(valueType: z.ZodType): ProblemFinder {
	const find = compileProblemFinder(valueType);
	return (value) => {
		for (const [key, inner] of Object.entries(value as object)) {
			const problem = found(textProblem(key)) ?? find?.(inner) ?? null;
			if (problem !== null) return below(key, problem);
		}
		return null;
	};
}

function inObject(shape: Record<string, z.ZodType>): ProblemFinder | null {
	const finders = Object.entries(shape).flatMap(([name, field]) => {
		const find = compileProblemFinder(field);
		return find === null ? [] : [{ name, find }];
	});
	if (finders.length === 0) return null;
	return (value) => {
		for (const { name, find } of finders) {
			const problem = find((value as Record<string, unknown>)[name]);
			if (problem !== null) return below(name, problem);
		}
		return null;
	};
}

/** The variants of our unions differ by their kind of value: a finder meets only values it knows. */
function inUnion(options: readonly z.ZodType[]): ProblemFinder | null {
	const variants = options.flatMap((option) => {
		const find = compileProblemFinder(option);
		return find === null ? [] : [{ option, find }];
	});
	if (variants.length === 0) return null;
	return (value) => variants.find(({ option }) => option.safeParse(value).success)?.find(value) ?? null;
}
