-- The Merkle log over the receipts (RFC 6962, RFC 9162): leaf i is the envelope of receipt i + 1.
-- All rows are added once and stay. Plain SQL: the same file serves H2 and PostgreSQL.

-- Hashes of subtrees, 256 a row, added when the last of them is known; what is not in a whole
-- tile yet follows from the receipts and the tiles below.
create table log_tile (
  -- 0: hashes of leaves; n: roots of tiles of level n - 1
  level integer not null,
  idx bigint not null,
  -- of the subtree over all of the tile
  root bytea not null,
  -- 256 SHA-256 values, one after the other
  hashes bytea not null,
  primary key (level, idx)
);

-- C2SP tlog-checkpoint: a signed note
create table log_checkpoint (
  -- how many receipts it covers
  tree_size bigint not null primary key,
  note text not null,
  created timestamp with time zone not null
);

-- RFC 3161 tokens over the whole note, DER in base64; more than one when time stamps are renewed
create table log_stamp (
  tree_size bigint not null references log_checkpoint (tree_size),
  number integer not null,
  token text not null,
  stamped timestamp with time zone not null,
  primary key (tree_size, number)
);

-- Checkpoints that an endpoint outside took
create table log_push (
  -- SHA-256 of the endpoint's address
  destination varchar(64) not null,
  tree_size bigint not null references log_checkpoint (tree_size),
  pushed timestamp with time zone not null,
  primary key (destination, tree_size)
);

-- Where checkpoints are stamped, receipts have no token of their own and this would hold them all. What is pending is found from
-- the last checkpoint that has a time stamp.
drop index receipt_stamped;
