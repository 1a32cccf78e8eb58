/** The last file of edge/migrations, which D1 must have for this code: `/health` says so where it has not. Held by a test. */
export const NEWEST_MIGRATION = "0020_arrivals.sql";
