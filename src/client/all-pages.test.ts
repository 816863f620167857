// Lists page by page.
import { expect, test } from "bun:test";
import { allPages } from "./all-pages.ts";

const numbers = Array.from({ length: 7 }, (_, index) => index);

function list(calls: number[]) {
	return async ({ query }: { query?: { offset?: number | undefined; limit?: number | undefined } }) => {
		const { offset = 0, limit = 3 } = query ?? {};
		calls.push(offset);
		const items = numbers.slice(offset, offset + limit);
		return { items, has_more: offset + items.length < numbers.length };
	};
}

test("all items come, from the offset on", async () => {
	const calls: number[] = [];
	expect(await Array.fromAsync(allPages(list(calls), { query: { offset: 1 } }))).toEqual([1, 2, 3, 4, 5, 6]);
	expect(calls).toEqual([1, 4]);
});

test("leaving early asks for no more", async () => {
	const calls: number[] = [];
	for await (const item of allPages(list(calls), {})) if (item === 1) break;
	expect(calls).toEqual([0]);
});

test("an empty page that promises more ends the list", async () => {
	const endless = async () => ({ items: [] as number[], has_more: true });
	expect(await Array.fromAsync(allPages(endless, {}))).toEqual([]);
});
