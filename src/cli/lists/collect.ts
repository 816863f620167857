// Reads a list that may have many pages.
import { allPages } from "../../client/all-pages.ts";
import { TorcError } from "../../core/errors.ts";
import { nearestName } from "../../core/nearest-name.ts";

interface Page<Item> {
	readonly items: readonly Item[];
	readonly has_more: boolean;
	readonly sort_by_ignored?: boolean | undefined;
	readonly sort_fields?: readonly string[] | undefined;
}

interface PagedCall {
	readonly query?:
		| {
				readonly offset?: number | undefined;
				readonly limit?: number | undefined;
				readonly sort_by?: string | undefined;
		  }
		| undefined;
}

/** All items from `offset` on, at most `limit` of the call's query. Errors: `malformed` when it sorts by no field. */
export async function collect<Call extends PagedCall | undefined, Item>(
	list: (call: Call) => Promise<Page<Item>>,
	call: NonNullable<Call>,
): Promise<Item[]> {
	const sorted = async (one: Call): Promise<Page<Item>> => {
		const page = await list(one);
		if (page.sort_by_ignored) throw noSuchField(call.query?.sort_by ?? "", page.sort_fields ?? []);
		return page;
	};
	const limit = call.query?.limit;
	if (limit !== undefined) return limit === 0 ? [] : [...(await sorted(call)).items];
	return Array.fromAsync(allPages<NonNullable<Call>, Item>(sorted, call));
}

function noSuchField(field: string, fields: readonly string[]): TorcError {
	const near = nearestName(field, fields);
	const meant = near === null ? "" : `Did you mean '${near}'? `;
	const hint = fields.length === 0 ? {} : { hint: `${meant}Lists of this kind are sorted by ${fields.join(", ")}.` };
	return new TorcError("malformed", `--sort-by: there is no field '${field}' to sort by`, hint);
}
