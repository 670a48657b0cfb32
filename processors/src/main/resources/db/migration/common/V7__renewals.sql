-- Time stamps over time stamps: made before the certificate of the one before ends (RFC 4998 section 5).

create table renewal (
  seq bigint not null references receipt (seq),
  -- from 1
  generation int not null,
  -- RFC 3161 token, DER in base64, over all that is stamped before it, and its time
  token text not null,
  stamped timestamp with time zone not null,
  primary key (seq, generation)
);
