// What handlers work with.
import type { Store } from "../store/open-store.ts";
import type { BackgroundTasks } from "./background-tasks.ts";
import type { EventStreams } from "./event-streams.ts";
import type { WaitRoom } from "./wait-room.ts";

export interface Services {
	readonly store: Store;
	readonly waits: WaitRoom;
	readonly streams: EventStreams;
	readonly tasks: BackgroundTasks;
	/** The server's messages, one line each. */
	readonly log: (message: string) => void;
}
