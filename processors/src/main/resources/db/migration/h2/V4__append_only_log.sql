-- As in V2, for the tables of V3: nothing in them is ever changed.

create trigger log_tile_append_only before update, delete on log_tile
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger log_checkpoint_append_only before update, delete on log_checkpoint
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger log_stamp_append_only before update, delete on log_stamp
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger log_push_append_only before update, delete on log_push
  for each row call 'org.dicomdeid.audit.AppendOnly';
