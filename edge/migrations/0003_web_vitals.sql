-- Page views by how they felt: one row a day holds every sum, so that a consumer batch writes one row and not one a name.
CREATE TABLE vitals (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  sums TEXT NOT NULL,              -- JSON: METRIC:RATING:GROUP:NAME to page views (model/vital.ts)
  PRIMARY KEY (site, day)
) WITHOUT ROWID;
