-- What receipts are found by, beside their digests. All of it follows from the receipt, or the receipt names its digest, so that
-- 'audit verify' notices a change. Plain SQL: the same file serves H2 and PostgreSQL.

create table search (
  seq bigint not null primary key references receipt (seq),
  outcome varchar(16) not null,
  -- name of the profile
  policy varchar(64) not null,
  input varchar(64) not null
);

create index search_input on search (input);

-- UIDs of study, series and instance, as HMAC-SHA-256 under the site's secret, 16 bytes: nobody without that secret can tell
-- whether a UID is here.
create table lookup (
  seq bigint not null references receipt (seq),
  token bytea not null,
  primary key (seq, token)
);

create index lookup_token on lookup (token);
create index receipt_created on receipt (created);
