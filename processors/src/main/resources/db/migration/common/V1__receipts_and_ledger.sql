-- Receipts and what was delivered where. Plain SQL: the same file serves H2 and PostgreSQL.

-- One row: what the receipts of this store call it.
create table store (
  id varchar(32) not null primary key,
  created timestamp with time zone not null
);

create table receipt (
  seq bigint not null primary key,
  -- SHA-256 of the envelope's payload; the next receipt names it
  digest varchar(64) not null,
  -- SHA-256 of the output, or of the input that was held back
  subject varchar(64) not null,
  -- DSSE, JSON
  envelope text not null,
  created timestamp with time zone not null,
  -- RFC 3161 token, DER in base64, and its time; both null while pending
  token text,
  stamped timestamp with time zone
);

create index receipt_subject on receipt (subject);
create index receipt_stamped on receipt (stamped);

create table ledger (
  input varchar(64) not null,
  profile varchar(64) not null,
  key_id varchar(64) not null,
  destination varchar(64) not null,
  output varchar(64) not null,
  seq bigint not null references receipt (seq),
  delivered timestamp with time zone not null,
  primary key (input, profile, key_id, destination)
);

create index ledger_seq on ledger (seq);
