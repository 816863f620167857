// The flags of every list.
import type { OptionTable } from "./command.ts";

export const listOptions = {
	limit: { type: "int", short: "l", min: 0, help: "Show at most this many [default: all]" },
	offset: { type: "int", default: 0, min: 0, help: "Skip this many first" },
	sortBy: { type: "text", value: "FIELD", help: "Sort by this field" },
	reverseSort: { type: "flag", help: "Sort in reverse order" },
} as const satisfies OptionTable;

/** Some lists have more short flags. */
export const shortListOptions = {
	limit: listOptions.limit,
	offset: { ...listOptions.offset, short: "o" },
	sortBy: { ...listOptions.sortBy, short: "s" },
	reverseSort: { ...listOptions.reverseSort, short: "r" },
} as const satisfies OptionTable;

/** Lists in an order of their own. */
export const paging = { limit: listOptions.limit, offset: listOptions.offset } as const;

/** How many of them are listed where no limit is given; data can be large. */
export const USER_DATA_SHOWN = 50;
export const GROUPS_SHOWN = 100;
