-- Every saved state of a campaign, so that any can be brought back: edge/storage.md.
CREATE TABLE campaign_versions (
  site TEXT NOT NULL,
  campaign TEXT NOT NULL,
  version INTEGER NOT NULL,        -- from 1
  body TEXT NOT NULL,              -- JSON, model/campaign.ts Campaign
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,          -- in words; empty: not known
  PRIMARY KEY (site, campaign, version)
) WITHOUT ROWID;

INSERT INTO campaign_versions (site, campaign, version, body, saved_at, saved_by)
SELECT site, id, 1, body, updated_at, '' FROM campaigns;
