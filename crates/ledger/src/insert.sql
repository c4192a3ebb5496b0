INSERT INTO record (
  source, member, "offset", length, record_type, record_id, target_uri, host, date, media_type, charset, status,
  payload_digest, sha256, bytes, outcome, reason, message, settings, limits, version, title, author, site, published,
  language, words, text_digest, confidence, run, parse_us, write_us
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,
  ?26, ?27, ?28, ?29, ?30, ?31, ?32
) ON CONFLICT (source, member, "offset") DO UPDATE SET
  length = excluded.length, record_type = excluded.record_type, record_id = excluded.record_id,
  target_uri = excluded.target_uri, host = excluded.host, date = excluded.date, media_type = excluded.media_type,
  charset = excluded.charset, status = excluded.status, payload_digest = excluded.payload_digest,
  sha256 = excluded.sha256, bytes = excluded.bytes, outcome = excluded.outcome, reason = excluded.reason,
  message = excluded.message, settings = excluded.settings, limits = excluded.limits, version = excluded.version,
  title = excluded.title, author = excluded.author, site = excluded.site, published = excluded.published,
  language = excluded.language, words = excluded.words, text_digest = excluded.text_digest,
  confidence = excluded.confidence, run = excluded.run, parse_us = excluded.parse_us, write_us = excluded.write_us
RETURNING id
