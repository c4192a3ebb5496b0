INSERT INTO output VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (record, format) DO UPDATE SET
  path = excluded.path, folded = excluded.folded, "offset" = excluded."offset", bytes = excluded.bytes,
  sha256 = excluded.sha256, settings = excluded.settings
