create trigger renewal_append_only before update, delete on renewal
  for each row call 'org.dicomdeid.audit.AppendOnly';
