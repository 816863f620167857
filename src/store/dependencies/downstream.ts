// Everything that depends on some jobs, directly or not. Walks jobs and sets in turn, so that shared sets are
// visited once: O(jobs + sets), never one step per pair.

/**
 * A recursive table `downstream(kind, id)`: kind 'j' rows are the start jobs (from `startJobs`, a SELECT of job ids)
 * and all their transitive dependents.
 */
export const downstreamOf = (startJobs: string): string => `WITH RECURSIVE downstream(kind, id) AS (
		SELECT 'j', id FROM (${startJobs})
		UNION
		SELECT 's', m.set_id FROM downstream d JOIN dependency_member m ON m.job_id = d.id WHERE d.kind = 'j'
		UNION
		SELECT 'j', w.job_id FROM downstream d JOIN dependency_wait w ON w.set_id = d.id WHERE d.kind = 's'
	)`;
