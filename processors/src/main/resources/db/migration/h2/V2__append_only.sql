-- What is written stays: the trigger lets a pending token be filled in, and nothing else.

create trigger store_append_only before update, delete on store
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger receipt_append_only before update, delete on receipt
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger ledger_append_only before update, delete on ledger
  for each row call 'org.dicomdeid.audit.AppendOnly';
