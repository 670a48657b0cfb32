-- As in V2, for the tables of V5.

create trigger search_append_only before update, delete on search
  for each row call 'org.dicomdeid.audit.AppendOnly';
create trigger lookup_append_only before update, delete on lookup
  for each row call 'org.dicomdeid.audit.AppendOnly';
